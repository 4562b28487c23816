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
    private final Set<PlannedImage> kept = new LinkedHashSet<>();
    private final Set<PlannedImage> leftOut = new LinkedHashSet<>();
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

    /** Leaves alone what somebody wants to be there. */
    void keep(Predicate<String> wanted) {
        candidates.stream().filter(image -> wanted.test(image.path())).forEach(kept::add);
        candidates.removeAll(kept);
    }

    /** Takes what a younger request has left out, whatever keeps this one from removing anything. */
    void add(Set<PlannedImage> images) {
        leftOut.addAll(images);
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** How many images go, since no other source brings them. */
    int size() {
        return (int) candidates.stream().filter(image -> image.owners().without(terms.source()).areNobody()).count();
    }

    /** Carries it out; or withholds all but what a younger request has left out. */
    void carryOut(boolean allowed) {
        withheld = !allowed;
        Set<PlannedImage> going = new LinkedHashSet<>(leftOut);
        going.addAll(allowed ? candidates : Set.of());
        for (PlannedImage image : going) {
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
            if (holder != null && !kept.contains(holder)) {
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
