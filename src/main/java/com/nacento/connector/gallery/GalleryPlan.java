package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import com.nacento.connector.storage.ETagAnswer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The difference between what a product has and what was asked for. The requests are worked off in memory, one by one in
 * their order, and the outcome is compared with the tables: so it does not matter how many of them there are, in which order
 * they arrived, or whether the tables changed since. Pure: no I/O, the same input gives the same plan.
 */
public final class GalleryPlan {

    private static final long HIGHEST_POSITION = 4_294_967_295L;

    private final ProductGallery gallery;
    private final MagentoSchema shop;
    private final Map<String, ETagAnswer> etags;
    private final YoungerRequests younger;
    private final ImageRoles roles;
    private final Map<String, PlannedImage> images = new LinkedHashMap<>();
    private final Map<Integer, Set<String>> warnings = new LinkedHashMap<>();
    private final Map<Integer, String> attributes;
    private long lastPosition;

    private GalleryPlan(ProductGallery gallery, List<GalleryRequest> requests, Map<String, ETagAnswer> etags, MagentoSchema shop) {
        this.gallery = gallery;
        this.shop = shop;
        this.etags = etags;
        this.younger = new YoungerRequests(gallery.finished());
        this.roles = new ImageRoles(gallery, shop);
        this.lastPosition = gallery.images().stream().flatMap(image -> image.values().stream())
                .filter(value -> value.storeId() == 0 && value.position() != null).mapToLong(ValueRow::position).max().orElse(0);
        requests.forEach(this::workOff);
        this.attributes = roles.changes(images);
    }

    /**
     * Plans what must be written for one product.
     *
     * @param gallery  what it has
     * @param requests what was asked for, in the order of submission
     * @param etags    what the bucket said, by Magento path; every image of the requests has an answer, none of them a failure
     * @param shop     the shop's attributes
     */
    public static GalleryPlan of(ProductGallery gallery, List<GalleryRequest> requests, Map<String, ETagAnswer> etags, MagentoSchema shop) {
        return new GalleryPlan(gallery, requests, etags, shop);
    }

    private void workOff(GalleryRequest request) {
        Set<String> odd = warnings.computeIfAbsent(request.index(), index -> new LinkedHashSet<>(request.warnings()));
        Map<String, String> claims = new LinkedHashMap<>();
        for (GalleryImage image : request.images()) {
            if (etags.get(image.filePath()).kind() == ETagAnswer.Kind.MISSING) {
                odd.add("file_not_found: " + image.filePath());
            } else if (isVideo(image.filePath())) {
                odd.add("video: " + image.filePath() + " is the preview of a video of this product and is left as it is");
            } else {
                workOff(request, image, odd);
                image.roles().forEach(role -> {
                    if (shop.roles().containsKey(role)) {
                        claims.put(role, image.filePath());
                    } else {
                        odd.add("unknown_role: " + role);
                    }
                });
            }
        }
        claims.forEach((role, path) -> {
            if (!younger.claims(role, request)) {
                roles.claim(role, path);
            }
        });
        roles.hidden().forEach(hidden -> odd.add("store_override: " + hidden));
    }

    private void workOff(GalleryRequest request, GalleryImage image, Set<String> odd) {
        PlannedImage planned = images.computeIfAbsent(image.filePath(), path -> PlannedImage.of(path, gallery));
        long next = Math.min(lastPosition + 1, HIGHEST_POSITION);
        planned.apply(younger.withoutWhatTheyName(image, request), etags.get(image.filePath()).etag(), next);
        if (planned.position() != null) {
            lastPosition = Math.max(lastPosition, planned.position());
        }
        hiddenFields(planned, image).forEach(field ->
                odd.add("store_override: " + field + " of " + image.filePath()));
    }

    /** Which fields that the image names are hidden by a store view's own value. */
    private static List<String> hiddenFields(PlannedImage planned, GalleryImage image) {
        List<String> hidden = new ArrayList<>();
        if (planned.isNew()) {
            return hidden;
        }
        for (ValueRow value : planned.row().values()) {
            if (value.storeId() == 0) {
                continue;
            }
            if (image.label() != null && value.label() != null && !value.label().equals(image.label())) {
                hidden.add("label in store " + value.storeId());
            }
            if (image.position() != null && value.position() != null && !value.position().equals(image.position())) {
                hidden.add("position in store " + value.storeId());
            }
            if (image.disabled() != null && value.disabled() != image.disabled()) {
                hidden.add("disabled in store " + value.storeId());
            }
        }
        return hidden;
    }

    private boolean isVideo(String path) {
        return gallery.images().stream().anyMatch(row -> row.isVideo() && path.equals(row.value()))
                && gallery.images().stream().noneMatch(row -> !row.isVideo() && path.equals(row.value()));
    }

    /** Whether the tables already are as they were asked to be. */
    public boolean changesNothing() {
        return attributes.isEmpty() && images.values().stream().allMatch(PlannedImage::isUnchanged);
    }

    /** Whether more than a first-learnt ETag changes, so that {@code updated_at} must tell. */
    boolean touchesProduct() {
        return !attributes.isEmpty() || images.values().stream().anyMatch(PlannedImage::visiblyChanged);
    }

    /** The images that the requests name and the bucket has. */
    List<PlannedImage> images() {
        return List.copyOf(images.values());
    }

    /** Attribute id to the value it gets for all stores. */
    Map<Integer, String> attributes() {
        return attributes;
    }

    /** What happens to the images that one of the planned requests named. */
    public ImageStats statsOf(GalleryRequest request) {
        int inserted = 0;
        int value = 0;
        int meta = 0;
        int skipped = 0;
        Set<String> seen = new HashSet<>();
        for (GalleryImage named : request.images()) {
            PlannedImage image = images.get(named.filePath());
            if (image == null || !seen.add(named.filePath())) {
                continue;
            }
            inserted += image.isNew() ? 1 : 0;
            value += image.isUpdatedValue() ? 1 : 0;
            meta += image.isUpdatedMeta() ? 1 : 0;
            skipped += image.isUnchanged() ? 1 : 0;
        }
        return new ImageStats(inserted, value, meta, skipped, List.copyOf(warnings.getOrDefault(request.index(), Set.of())));
    }
}
