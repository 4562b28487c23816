package com.nacento.connector.gallery;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Requests that are already in the tables though they were submitted later than the current one: what they name, it must not
 * overwrite, and what they left out, it must not bring back. What they do not name it still applies, as if it had come in time. An image
 * that the product does not have was missing in the bucket when they named it, so they decided nothing about it.
 *
 * @param gallery what the product has, with the younger requests that were processed
 */
record YoungerRequests(ProductGallery gallery) {

    /**
     * What of an image is left to be done.
     *
     * @param image {@code null}: nothing, a younger request has left it out
     * @param goes  a younger request has left it out, and it is still there: it is as it was, or others brought it as well
     */
    record Late(GalleryImage image, boolean goes) {
    }

    /**
     * The image without what younger requests have decided since. If one has given its slot to another file, it is about that one now.
     *
     * @param has what the product has under a path, or {@code null}
     */
    Late withoutWhatTheyDecided(GalleryImage image, GalleryRequest request, Function<String, PlannedImage> has) {
        if (gallery.finished().isEmpty()) {
            return new Late(image, false);
        }
        GalleryImage left = image;
        boolean goes = false;
        for (GalleryRequest younger : after(request).toList()) {
            GalleryImage now = left;
            boolean sameSource = younger.terms().areOfSameSource(request.terms());
            GalleryImage named = named(now.filePath(), younger);
            left = sameSource
                    ? now.inSlots(now.slots().stream().filter(slot -> !fills(younger, slot) && !empties(younger, slot)).toList())
                    : now;
            boolean leavesItsSlots = left.slots().isEmpty() && !now.slots().isEmpty();
            boolean isOutAlready = sameSource && hasTakenOutOfASlot(request, now, younger);
            String moved = left.slots().isEmpty() && !isOutAlready ? younger.terms().leftOut().get(now.filePath()) : null;
            PlannedImage standing = has.apply(now.filePath());
            boolean isThere = standing != null;
            leavesItsSlots &= !isThere || standing.owners().slotsOf(request.terms().source()).stream()
                    .allMatch(slot -> fills(younger, slot) || empties(younger, slot));
            if (named != null) {
                left = gallery.hasImage(named.filePath()) ? left.without(named) : left;
                goes &= !sameSource;
            } else if (sameSource && isThere) {
                goes |= younger.terms().replaces() || leavesItsSlots && (empties(younger, now) || !mayBeWithheld(younger)) || moved != null;
            } else if (sameSource && (younger.terms().replaces() || leavesItsSlots || moved != null)) {
                String heir = moved != null ? moved : inTheSlotOf(now, younger);
                if (heir == null || !gallery.hasImage(heir)) {
                    return new Late(null, true);
                }
                left = inItsPlace(left, heir, younger, request);
                goes = false;
            } else if (moved != null && !isThere && gallery.hasImage(moved) && named(moved, request) == null) {
                // another source has given its row another file: it is about that one now
                left = inItsPlace(left, moved, younger, request);
            }
        }
        return new Late(left, goes);
    }

    /** Slots that a request says to be empty, without those that a younger one has filled. */
    List<String> emptySlots(GalleryRequest request) {
        return gallery.finished().isEmpty()
                ? request.terms().emptySlots()
                : request.terms().emptySlots().stream().filter(slot -> after(request)
                        .noneMatch(younger -> younger.terms().areOfSameSource(request.terms()) && fills(younger, slot))).toList();
    }

    /** The image that has taken over: what is said of its own is not said of it, but for the roles, which it has inherited. */
    private static GalleryImage inItsPlace(GalleryImage image, String path, GalleryRequest younger, GalleryRequest request) {
        GalleryImage there = named(path, younger);
        GalleryImage now = image.withPath(path);
        return named(path, request) != null
                ? new GalleryImage(path, null, null, null, image.saysRoles() ? image.roles() : null, image.slots(), Map.of(), false)
                : there == null ? now : now.without(there);
    }

    private static GalleryImage named(String path, GalleryRequest request) {
        return request.images().stream().filter(image -> image.filePath().equals(path)).findFirst().orElse(null);
    }

    private static String inTheSlotOf(GalleryImage image, GalleryRequest younger) {
        return younger.images().stream().filter(other -> other.slots().stream().anyMatch(image.slots()::contains))
                .map(GalleryImage::filePath).findFirst().orElse(null);
    }

    /** Of an image that the bucket did not have, no more than the path is kept; with one of these nothing was removed. */
    private static boolean mayBeWithheld(GalleryRequest younger) {
        return younger.images().stream().anyMatch(image -> image.equals(GalleryImage.named(image.filePath())));
    }

    private static boolean empties(GalleryRequest younger, GalleryImage image) {
        return image.slots().stream().allMatch(younger.terms().emptySlots()::contains);
    }

    /** What the younger one did by a slot, it would not have done to this image: the older one has another in the slot, or none. */
    private static boolean hasTakenOutOfASlot(GalleryRequest request, GalleryImage image, GalleryRequest younger) {
        return request.terms().emptySlots().stream().anyMatch(slot -> fills(younger, slot) || empties(younger, slot))
                || request.images().stream().filter(other -> !other.filePath().equals(image.filePath()))
                        .flatMap(other -> other.slots().stream()).anyMatch(slot -> fills(younger, slot) || empties(younger, slot));
    }

    private static boolean fills(GalleryRequest younger, String slot) {
        return younger.images().stream().anyMatch(image -> image.slots().contains(slot));
    }

    private static boolean empties(GalleryRequest younger, String slot) {
        return younger.terms().emptySlots().contains(slot);
    }

    /** Whether a younger request has given the role away since, or has said exactly which roles the image has. */
    boolean decideRole(String role, String path, GalleryRequest request) {
        return claim(role, request) || !gallery.finished().isEmpty() && after(request).filter(younger -> younger.terms().replaces())
                .anyMatch(younger -> younger.images().stream().anyMatch(image -> image.filePath().equals(path) && image.saysRoles()));
    }

    /** Whether a younger request has given the role away since. */
    boolean claim(String role, GalleryRequest request) {
        return !gallery.finished().isEmpty() && after(request).flatMap(younger -> younger.images().stream())
                .anyMatch(image -> gallery.hasImage(image.filePath()) && image.roles().contains(role));
    }

    /** The same for a store view. */
    boolean decideRoleInStore(String role, String code, String path, GalleryRequest request) {
        return !gallery.finished().isEmpty() && after(request).anyMatch(younger -> younger.images().stream()
                .filter(image -> image.stores().containsKey(code)).anyMatch(image -> {
                    ImageInStore there = image.stores().get(code);
                    boolean claims = there.roles() != null && there.roles().contains(role);
                    boolean saysAll = there.cleared().contains("roles") || there.roles() != null && younger.terms().replaces();
                    return claims && gallery.hasImage(image.filePath()) || saysAll && image.filePath().equals(path);
                }));
    }

    /** Whether a younger request of the same source brings the image. */
    boolean bring(String path, GalleryRequest request) {
        return !gallery.finished().isEmpty() && after(request).filter(younger -> younger.terms().areOfSameSource(request.terms()))
                .flatMap(younger -> younger.images().stream()).anyMatch(image -> image.filePath().equals(path));
    }

    /** Whether a younger request wants the image to be there. */
    boolean name(String path, GalleryRequest request) {
        return !gallery.finished().isEmpty()
                && after(request).flatMap(younger -> younger.images().stream()).anyMatch(image -> image.filePath().equals(path));
    }

    private Stream<GalleryRequest> after(GalleryRequest request) {
        return gallery.finished().stream().filter(request::before);
    }

    /** What of a request was decided: all of an image, or, if it was left as it is, no more than its path. */
    static Wanted decided(GalleryRequest request, List<String> left, boolean removed, Map<String, String> leftOut) {
        return new Wanted((removed ? request.terms() : request.terms().withoutRemoval()).leaving(leftOut), request.images().stream()
                .map(image -> left.contains(image.filePath()) ? GalleryImage.named(image.filePath()) : image).toList());
    }
}
