package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The difference between what a product has and what was asked for. The requests are processed in memory, one by one in
 * their order, and the outcome is compared with the tables: so it does not matter how many of them there are, in which order
 * they arrived, or whether the tables changed since. Pure: no I/O, the same input gives the same plan.
 */
public final class GalleryPlan {

    private static final long HIGHEST_POSITION = 4_294_967_295L;

    private final ProductGallery gallery;
    private final MagentoSchema shop;
    /** The shop with the roles that this product can have. */
    private final MagentoSchema ofProduct;
    private final Map<String, ETagAnswer> etags;
    private final YoungerRequests younger;
    private final StoreOverrides overrides;
    private final ImageRoles roles;
    private final Map<String, PlannedImage> images = new LinkedHashMap<>();
    /** Rows of images that no request has named so far. */
    private final List<ImageRow> others;
    /** By the request itself: it is asked for by those who handed it in, and the hash of all that is in it would cost more. */
    private final Map<GalleryRequest, Set<String>> warnings = new IdentityHashMap<>();
    private final Map<Integer, String> attributes;
    private final boolean changesNothing;

    private GalleryPlan(ProductGallery gallery, List<GalleryRequest> requests, Map<String, ETagAnswer> etags, MagentoSchema shop) {
        this.gallery = gallery;
        this.shop = shop;
        this.ofProduct = shop.inSet(gallery.attributeSet());
        this.etags = etags;
        this.younger = new YoungerRequests(gallery);
        this.overrides = new StoreOverrides(gallery, ofProduct);
        this.roles = new ImageRoles(gallery, ofProduct);
        this.others = new ArrayList<>(gallery.images());
        requests.forEach(this::process);
        this.attributes = roles.changes(images);
        this.changesNothing = attributes.isEmpty() && images.values().stream().allMatch(PlannedImage::isUnchanged);
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

    private void process(GalleryRequest request) {
        Set<String> odd = new LinkedHashSet<>(request.warnings());
        Map<String, PlannedImage> named = new LinkedHashMap<>();
        Set<String> relabelled = new HashSet<>();
        Map<String, String> claims = new LinkedHashMap<>();
        for (GalleryImage image : request.images()) {
            String path = image.filePath();
            String obstacle = obstacle(path);
            if (obstacle != null) {
                odd.add(obstacle);
                continue;
            }
            PlannedImage planned = plan(path);
            named.put(path, planned);
            GalleryImage wanted = younger.withoutWhatTheyName(image, request);
            if (planned.apply(wanted, etags.get(path), this::nextPosition)) {
                relabelled.add(path);
            }
            odd.addAll(overrides.ofImage(planned, wanted));
            if (planned.staysHidden()) {
                odd.add("hidden: " + path + " is disabled in Magento's gallery table" + (planned.row().links() > 1
                        ? ", in a row that other products link"
                        : "; \"disabled\": false shows it again"));
            }
            image.roles().forEach(role -> claims.put(role, path));
        }
        claims.keySet().stream().filter(role -> !ofProduct.roles().containsKey(role)).forEach(role -> odd.add(unknown(role)));
        claims.keySet().removeIf(role -> !ofProduct.roles().containsKey(role) || younger.claim(role, request));
        roles.apply(claims, named, relabelled);
        odd.addAll(overrides.ofRoles(claims));
        odd.addAll(hardToServe(named.keySet()));
        warnings.put(request, odd);
    }

    private String unknown(String role) {
        Integer attribute = shop.roles().get(role);
        return "unknown_role: " + role + (attribute == null
                ? ""
                : " (attribute " + attribute + ") is not in the attribute set " + gallery.attributeSet() + " of this product");
    }

    /**
     * The images that Magento itself has trouble with, whoever links them. Its cache of the remote storage and its resizing know no
     * letter case; its front end takes {@code ..} out of addresses, which {@code #} and {@code %} cut off or change.
     */
    private Set<String> hardToServe(Set<String> paths) {
        Set<String> hard = new LinkedHashSet<>();
        Map<String, String> known = new HashMap<>();
        gallery.images().stream().map(ImageRow::value).filter(Objects::nonNull).map(value -> value.startsWith("/") ? value : "/" + value)
                .forEach(path -> known.putIfAbsent(path.toLowerCase(Locale.ROOT), path));
        for (String path : paths) {
            if (path.contains("..") || path.indexOf('#') >= 0 || path.indexOf('%') >= 0) {
                hard.add("hard_to_serve: " + path + " has .., # or % in its name: Magento's front end may not find it");
            }
            String twin = known.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
            if (twin != null && !twin.equals(path)) {
                hard.add("hard_to_serve: " + path + " differs from " + twin
                        + " by letter case only: Magento's remote storage cannot tell them apart");
            }
        }
        return hard;
    }

    /** Why nothing of an image is touched, as a warning, or {@code null}. */
    private String obstacle(String path) {
        ETagAnswer answer = etags.get(path);
        if (answer.kind() == ETagAnswer.Kind.MISSING) {
            return "file_not_found: " + path + (answer.detail() == null ? "" : " (" + answer.detail() + ")");
        }
        return gallery.hasOnlyVideo(path) ? "video: " + path + " is the preview of a video of this product and is left as it is" : null;
    }

    private PlannedImage plan(String path) {
        PlannedImage planned = images.computeIfAbsent(path, missing -> PlannedImage.of(path, gallery));
        planned.rows().forEach(others::remove);
        return planned;
    }

    /** Where a new image goes: after the last one, as the requests processed so far leave them. */
    private long nextPosition() {
        Stream<Long> left = others.stream().flatMap(row -> row.values().stream()).filter(value -> value.storeId() == 0)
                .map(ValueRow::position);
        long last = Stream.concat(left, images.values().stream().map(PlannedImage::position))
                .filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(0);
        return Math.min(last + 1, HIGHEST_POSITION);
    }

    /** Whether this plan works the request off. */
    boolean includes(GalleryRequest request) {
        return warnings.containsKey(request);
    }

    /** The images of a request that was processed; of those that were left as they are only the path, since they have decided nothing. */
    public List<GalleryImage> decided(GalleryRequest request) {
        return request.images().stream()
                .map(image -> obstacle(image.filePath()) == null ? image : new GalleryImage(image.filePath(), null, null, null, List.of()))
                .toList();
    }

    /** Whether the tables already are as they were asked to be. */
    public boolean changesNothing() {
        return changesNothing;
    }

    /** Whether more than a first-learnt ETag changes, so that {@code updated_at} must tell. */
    boolean touchesProduct() {
        return !attributes.isEmpty() || images.values().stream().anyMatch(PlannedImage::visiblyChanged);
    }

    /** Whether a visitor could see no more than that pictures are others under their old names. */
    boolean onlyReplaces() {
        return attributes.isEmpty() && images.values().stream().anyMatch(PlannedImage::isReplaced)
                && images.values().stream().noneMatch(image -> image.isNew() || image.isUpdatedValue());
    }

    /** What of the shop's pages and pictures is out of date once this is written. */
    Refreshes refreshes() {
        return touchesProduct()
                ? new Refreshes(true, images.values().stream().anyMatch(PlannedImage::isReplaced),
                        images.values().stream().anyMatch(PlannedImage::isNew))
                : Refreshes.NONE;
    }

    /** The images that the requests name and the bucket has. */
    List<PlannedImage> images() {
        return List.copyOf(images.values());
    }

    /** Attribute id to the value it gets for all stores. */
    Map<Integer, String> attributes() {
        return attributes;
    }

    /** What happens to the images that a request named; nothing if the request was none of those planned. */
    public ImageStats statsOf(GalleryRequest request) {
        if (!includes(request)) {
            return ImageStats.none(request.warnings());
        }
        int inserted = 0;
        int updatedValue = 0;
        int updatedMeta = 0;
        int unchanged = 0;
        Set<String> counted = new HashSet<>();
        for (GalleryImage named : request.images()) {
            PlannedImage image = images.get(named.filePath());
            if (image != null && counted.add(named.filePath())) {
                inserted += image.isNew() ? 1 : 0;
                updatedValue += image.isUpdatedValue() ? 1 : 0;
                updatedMeta += image.isUpdatedMeta() ? 1 : 0;
                unchanged += image.isUnchanged() ? 1 : 0;
            }
        }
        return new ImageStats(inserted, updatedValue, updatedMeta, unchanged, List.copyOf(warnings.get(request)));
    }
}
