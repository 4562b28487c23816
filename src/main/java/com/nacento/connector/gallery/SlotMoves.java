package com.nacento.connector.gallery;

import com.nacento.connector.gallery.RequestTerms.Was;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What becomes of the gallery rows whose slots a request gives to other files. A row follows its slot: it gets the new path, unless the
 * request names its old one as well, or another row that stays has the new one. Everything is decided by what stood before the request,
 * so that two slots can swap their files.
 */
final class SlotMoves {

    /** Slot to the image that the source has in it before the request. */
    private final Map<String, PlannedImage> holders = new LinkedHashMap<>();
    /** All that the request names. */
    private final Set<String> slots = new HashSet<>();
    private final Map<PlannedImage, String> repointed = new IdentityHashMap<>();
    /** Old path to the image whose roles go to the one that takes its slot: the same row, or one that has the new path already. */
    private final Map<String, PlannedImage> heirs = new HashMap<>();
    /** The images that are in one of the slots before the request, or in one that it empties, or get one by it, as they are then. */
    private final Map<PlannedImage, Was> before = new IdentityHashMap<>();
    /** Image to the slots that other images have now. */
    private final Map<PlannedImage, Set<String>> emptied = new LinkedHashMap<>();

    /**
     * Decides and carries out.
     *
     * @param terms  how the request is meant
     * @param named  the images that the request names and the bucket has
     */
    SlotMoves(PlannedGallery gallery, RequestTerms terms, List<GalleryImage> named) {
        String source = terms.source();
        for (GalleryImage image : named) {
            PlannedImage there = image.slots().isEmpty() ? null : gallery.existing(image.filePath());
            if (there != null) {
                remember(there, source);
            }
            for (String slot : image.slots()) {
                slots.add(slot);
                PlannedImage holder = gallery.inSlot(source, slot);
                if (holder != null) {
                    holders.put(slot, holder);
                }
            }
        }
        holders.values().forEach(holder -> remember(holder, source));
        terms.emptySlots().stream().map(slot -> gallery.inSlot(source, slot)).filter(Objects::nonNull)
                .forEach(holder -> remember(holder, source));
        if (holders.isEmpty()) {
            return;
        }
        choose(gallery, terms, named);
        gallery.repoint(repointed);
        repointed.keySet().forEach(image -> {
            heirs.put(before.get(image).path(), image);
            // what else it stood for stays behind
            image.owners().slotsOf(source).forEach(slot -> image.bring(image.owners().withoutSlot(source, slot)));
        });
        for (GalleryImage image : named) {
            for (String slot : image.slots()) {
                PlannedImage holder = holders.get(slot);
                if (holder != null && !repointed.containsKey(holder) && !before.get(holder).path().equals(image.filePath())) {
                    emptied.computeIfAbsent(holder, any -> new LinkedHashSet<>()).add(slot);
                    PlannedImage heir = gallery.existing(image.filePath());
                    if (heir != null && !isNamed(before.get(holder).path(), named)) {
                        heirs.put(before.get(holder).path(), heir);
                    }
                }
            }
        }
    }

    private void remember(PlannedImage image, String source) {
        before.put(image, new Was(image.path(), image.path(), image.owners().include(source)
                ? List.copyOf(image.owners().slotsOf(source))
                : null));
    }

    private void choose(PlannedGallery gallery, RequestTerms terms, List<GalleryImage> named) {
        for (GalleryImage image : named) {
            for (String slot : image.slots()) {
                PlannedImage holder = holders.get(slot);
                boolean free = holder != null && !holder.path().equals(image.filePath()) && !repointed.containsKey(holder)
                        && !repointed.containsValue(image.filePath());
                if (free && !keepsItsPath(holder, named) && !standsElsewhere(holder, terms)) {
                    repointed.put(holder, image.filePath());
                }
            }
        }
        // a row that stays after all keeps its path from others, which then stay in their turn
        boolean settled = false;
        while (!settled) {
            settled = !repointed.entrySet().removeIf(move -> {
                PlannedImage there = gallery.existing(move.getValue());
                return there != null && !repointed.containsKey(there);
            });
        }
    }

    /** The request names the row's own path as well, for the same place or for none. */
    private boolean keepsItsPath(PlannedImage holder, List<GalleryImage> named) {
        return named.stream().filter(image -> image.filePath().equals(holder.path()))
                .anyMatch(image -> image.slots().isEmpty() || image.slots().stream().anyMatch(slot -> holders.get(slot) == holder));
    }

    /** It is in another slot as well, of which the request says nothing: there it still is what it was. */
    private boolean standsElsewhere(PlannedImage holder, RequestTerms terms) {
        return !terms.replaces() && holder.owners().slotsOf(terms.source()).stream()
                .anyMatch(slot -> !slots.contains(slot) && !terms.emptySlots().contains(slot));
    }

    private static boolean isNamed(String path, List<GalleryImage> named) {
        return named.stream().anyMatch(image -> image.filePath().equals(path));
    }

    /** Old path to the image that takes its roles over. */
    Map<String, PlannedImage> heirs() {
        return heirs;
    }

    /** The images that were in one of the slots, as they were. */
    Map<PlannedImage, Was> before() {
        return before;
    }

    /** The images whose slots other images have now. */
    Set<PlannedImage> emptied() {
        return emptied.keySet();
    }

    Set<String> slotsTakenFrom(PlannedImage image) {
        return emptied.get(image);
    }

    /** The rows that have other files now. */
    Set<PlannedImage> repointed() {
        return repointed.keySet();
    }
}
