package com.nacento.connector.gallery;

import com.nacento.connector.gallery.RequestTerms.Was;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Requests that are already in the tables though they were submitted later than one that is to be processed now. They are processed once
 * more behind it, on the gallery of today, and a second time without it: what differs between the two is what the late one would have
 * changed in time, and nothing else is written. So they keep what they have decided, and what an admin has changed since stays.
 */
final class YoungerRequests {

    private final ProductGallery gallery;
    private final List<GalleryRequest> younger;
    private final Set<GalleryRequest> again = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param late in the order of submission */
    YoungerRequests(ProductGallery gallery, List<GalleryRequest> late) {
        this.gallery = gallery;
        this.younger = late.isEmpty() ? List.of() : gallery.finished().stream().filter(late.get(0)::before).toList();
        again.addAll(younger);
    }

    boolean areNone() {
        return younger.isEmpty();
    }

    /** All that is to be processed, in the order of submission. */
    List<GalleryRequest> behind(List<GalleryRequest> late) {
        return younger.isEmpty() ? late : Stream.concat(late.stream(), younger.stream()).sorted(GalleryRequest.BY_SUBMISSION).toList();
    }

    /** Whether a request has been processed before. */
    boolean include(GalleryRequest request) {
        return !again.isEmpty() && again.contains(request);
    }

    /**
     * Whether an image of theirs was there when they were processed: of one that was missing in the bucket no more than the path is kept,
     * and the product has not got it.
     */
    boolean found(GalleryImage image) {
        return !image.equals(GalleryImage.named(image.filePath())) || gallery.hasImage(image.filePath());
    }

    /** What the bucket said of an image when it was last asked for, or {@code null}. */
    ETagAnswer remembered(String path) {
        String etag = PlannedImage.storedETag(path, gallery.images());
        return etag == null ? null : ETagAnswer.found(etag);
    }

    /** Whether one that comes after a request, of the same source, names an image. */
    boolean nameAgain(String path, GalleryRequest request) {
        return !younger.isEmpty() && after(request).filter(later -> later.terms().areOfSameSource(request.terms()))
                .flatMap(later -> later.images().stream()).anyMatch(image -> image.filePath().equals(path));
    }

    /**
     * Takes back what they have changed of files, slots and sources, the last one first: it is changed once more when they are processed.
     */
    void rewind(PlannedGallery planned, ImageRoles roles) {
        for (int i = younger.size() - 1; i >= 0; i--) {
            RequestTerms terms = younger.get(i).terms();
            Map<PlannedImage, Was> rows = new IdentityHashMap<>();
            for (Was image : terms.changed()) {
                PlannedImage row = image.becomes() == null ? null : planned.existing(image.becomes());
                if (row != null) {
                    rows.put(row, image);
                }
            }
            Map<PlannedImage, String> paths = new IdentityHashMap<>();
            Map<String, String> renamed = new HashMap<>();
            rows.forEach((row, was) -> {
                PlannedImage there = planned.existing(was.path());
                if (there != null && there != row && !rows.containsKey(there)) {
                    // it has come since
                    planned.remove(there);
                }
                paths.put(row, was.path());
                renamed.put(row.path(), was.path());
            });
            planned.repoint(paths);
            roles.rename(renamed);
            rows.forEach((row, was) -> planned.putBack(row, terms.source(), was.slots()));
        }
    }

    /** The slots that an image was in when a request was submitted, if it has gone with them since. */
    List<String> slotsBefore(String path, GalleryRequest request) {
        return after(request).filter(later -> later.terms().areOfSameSource(request.terms()))
                .flatMap(later -> later.terms().changed().stream()).filter(image -> image.path().equals(path) && image.becomes() == null)
                .findFirst().map(Was::slots).orElse(List.of()).stream().filter(slot -> !fills(request, slot)).toList();
    }

    private static boolean fills(GalleryRequest request, String slot) {
        return request.images().stream().anyMatch(image -> image.slots().contains(slot));
    }

    private Stream<GalleryRequest> after(GalleryRequest request) {
        return younger.stream().filter(request::before);
    }

    /**
     * What of a request was decided: all of an image, or, if it was left as it is, no more than its path.
     *
     * @param withheld whether nothing was removed, whatever there was to be removed
     */
    static Wanted decided(GalleryRequest request, Predicate<GalleryImage> left, boolean withheld, List<Was> changed) {
        boolean mayRemove = request.terms().remove() || request.images().stream().anyMatch(image -> !image.slots().isEmpty());
        RequestTerms terms = withheld && mayRemove ? request.terms().withoutRemoval() : request.terms();
        return new Wanted(terms.changing(changed), request.images().stream()
                .map(image -> left.test(image) ? GalleryImage.named(image.filePath()) : image).toList());
    }
}
