package com.nacento.connector.gallery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What of a product a source lets go of by one request. Nothing is removed that it did not bring. */
final class Removal {

    private final PlannedGallery gallery;
    private final RequestTerms terms;
    private final SlotMoves moves;
    private final Set<PlannedImage> candidates = new LinkedHashSet<>();
    private final List<PlannedImage> gone = new ArrayList<>();
    private boolean withheld;

    /**
     * @param named the images that the request names, by path
     * @param moves what became of the slots that it names
     */
    Removal(PlannedGallery gallery, RequestTerms terms, Map<String, PlannedImage> named, SlotMoves moves) {
        this.gallery = gallery;
        this.terms = terms;
        this.moves = moves;
        String source = terms.source();
        for (PlannedImage emptied : moves.emptied()) {
            moves.slotsTakenFrom(emptied).forEach(slot -> emptied.bring(emptied.owners().withoutSlot(source, slot)));
            if (emptied.owners().include(source) && emptied.owners().slotsOf(source).isEmpty()) {
                candidates.add(emptied);
            }
        }
        for (String slot : terms.emptySlots()) {
            PlannedImage holder = gallery.inSlot(source, slot);
            if (holder != null && terms.emptySlots().containsAll(holder.owners().slotsOf(source))) {
                candidates.add(holder);
            }
        }
        if (terms.replaces()) {
            candidates.addAll(gallery.broughtBy(source));
        }
        candidates.removeAll(named.values());
    }

    /** Leaves alone what the request has brought before. */
    void keep(Predicate<String> brought) {
        candidates.removeIf(image -> brought.test(image.path()));
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /**
     * How many images go, since no other source brings them.
     *
     * @param wantedAgain whether a younger request of the source names the image: then it stays after all
     */
    int size(Predicate<String> wantedAgain) {
        return (int) candidates.stream().filter(image -> image.owners().without(terms.source()).areNobody())
                .filter(image -> !wantedAgain.test(image.path())).count();
    }

    /** Carries it out, or withholds it. */
    void carryOut(boolean allowed) {
        withheld = !allowed;
        for (PlannedImage image : allowed ? candidates : Set.<PlannedImage>of()) {
            image.bring(image.owners().without(terms.source()));
            if (image.owners().areNobody()) {
                gallery.remove(image);
                gone.add(image);
            }
        }
        // what stays keeps its roles
        moves.emptied().stream().filter(image -> !gone.contains(image)).forEach(image -> moves.heirs().remove(image.path()));
        for (String slot : allowed ? terms.emptySlots() : List.<String>of()) {
            PlannedImage holder = gallery.inSlot(terms.source(), slot);
            if (holder != null) {
                holder.bring(holder.owners().withoutSlot(terms.source(), slot));
            }
        }
    }

    /** The images that go. */
    List<PlannedImage> gone() {
        return gone;
    }

    /** Whether the request has removed nothing, whatever there was to be removed. */
    boolean isWithheld() {
        return withheld;
    }
}
