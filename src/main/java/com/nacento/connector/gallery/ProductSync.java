package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.SyncError.Code;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The work on one product: the body of a per-SKU exchange. It is enriched on its way: with the product's gallery, with ETags,
 * with a plan, or with the error that ends it.
 *
 * @param productId the product
 * @param own       the current requests for it, in order of submission; usually one
 * @param gallery   what the product has
 * @param etags     what the bucket said, by Magento path
 * @param plan      what must be written, or {@code null} while that is not known
 * @param error     why nothing will be written, or {@code null}
 */
public record ProductSync(
        long productId, List<GalleryRequest> own, ProductGallery gallery, Map<String, ETagAnswer> etags, GalleryPlan plan,
        SyncError error) {

    /** The work as it begins. */
    public static ProductSync of(long productId, List<GalleryRequest> own) {
        return new ProductSync(productId, own, ProductGallery.EMPTY, Map.of(), null, null);
    }

    public ProductSync withGallery(ProductGallery now) {
        return new ProductSync(productId, own.stream().map(now::asItStands).toList(), now, etags, null, error);
    }

    /**
     * Adds the bucket's answers, as far as they are about the product. An object of the current requests that could not be asked
     * for ends the work on the product, unless a later answer says what it holds; one of an older request leaves that request to its own
     * message.
     */
    public ProductSync withETags(Map<String, ETagAnswer> answers) {
        Map<String, ETagAnswer> known = etags.isEmpty() ? answers : both(answers);
        SyncError failure = error != null && error.code() == Code.STORAGE_UNAVAILABLE ? null : error;
        for (GalleryRequest request : own) {
            for (GalleryImage image : request.images()) {
                ETagAnswer answer = known.get(image.filePath());
                if (answer != null && answer.isFailure()) {
                    failure = new SyncError(Code.STORAGE_UNAVAILABLE, answer.detail());
                }
            }
        }
        return new ProductSync(productId, own, gallery, known, null, failure);
    }

    /** The answers of a section are shared by all its products: what comes later is added to a copy of this product's own. */
    private Map<String, ETagAnswer> both(Map<String, ETagAnswer> more) {
        Map<String, ETagAnswer> known = new HashMap<>();
        for (String path : paths(due())) {
            ETagAnswer answer = more.getOrDefault(path, etags.get(path));
            if (answer != null) {
                known.put(path, answer);
            }
        }
        return known;
    }

    public ProductSync failed(SyncError failure) {
        return new ProductSync(productId, own, gallery, etags, null, failure);
    }

    /**
     * The images whose objects must be looked at, in Magento's form: those of the current requests, and of older ones that
     * still wait and are processed along with them.
     */
    public Set<String> paths() {
        return error == null ? paths(due()) : Set.of();
    }

    private static Set<String> paths(List<GalleryRequest> requests) {
        Set<String> paths = new LinkedHashSet<>();
        requests.forEach(request -> request.images().forEach(image -> paths.add(image.filePath())));
        return paths;
    }

    /**
     * Whether something of what the bucket said is only worth believing if the bucket itself can be reached: a missing object, a failure.
     */
    public boolean doubtsBucket() {
        return etags.size() > 0 && paths(due()).stream().map(etags::get)
                .anyMatch(answer -> answer != null && (answer.kind() == ETagAnswer.Kind.MISSING || answer.isFailure()));
    }

    /** Those of them that may not be read. */
    public Stream<String> refused() {
        return paths(due()).stream().filter(path -> etags.containsKey(path) && etags.get(path).kind() == Kind.REFUSED);
    }

    /** Those of them for which the bucket has not answered so that it counts: nothing is known, or a listing shows a change, or nothing. */
    public Stream<String> unanswered() {
        return paths().stream().filter(path -> {
            ETagAnswer answer = etags.get(path);
            return answer == null || answer.kind() == Kind.UNLISTED || answer.kind() == Kind.LISTED && storedETag(path) != null
                    && !storedETag(path).equals(answer.etag());
        });
    }

    /** Those of them whose first ETag only a listing has shown. */
    public Stream<String> listedOnly() {
        return listed().filter(path -> etags.get(path).kind() == Kind.LISTED && storedETag(path) == null);
    }

    /** Those of them for which a listing has answered and no HEAD has. */
    public Stream<String> listed() {
        return etags.isEmpty()
                ? Stream.of()
                : paths().stream()
                        .filter(path -> etags.containsKey(path)
                                && (etags.get(path).kind() == Kind.LISTED || etags.get(path).kind() == Kind.UNLISTED));
    }

    private String storedETag(String path) {
        return PlannedImage.storedETag(path, gallery.images());
    }

    /**
     * Decides what must be written, from the gallery as it was read last. An older request that cannot be processed here is
     * left to its own message: it came after the bucket was asked, or it is one that will be refused. What the caller has been shown
     * otherwise by a dry run is not done.
     *
     * @param limit how much may be removed
     */
    public ProductSync planned(MagentoSchema shop, RemovalLimit limit) {
        if (error != null) {
            return this;
        }
        List<GalleryRequest> possible = due().stream().filter(request -> isPossible(request, shop)).toList();
        GalleryPlan now = GalleryPlan.of(withoutSuperseded(possible), possible, etags, shop, limit, productId);
        return own.stream().map(request -> request.terms().ifPlan()).allMatch(shown -> shown == null || shown.equals(now.name()))
                ? new ProductSync(productId, own, gallery, etags, now, null)
                : failed(new SyncError(Code.PLAN_CHANGED,
                        "what would be done is no longer what the dry run has shown; nothing was written"));
    }

    /** Something is to be written for the product. */
    public boolean isChanged() {
        return error == null && plan != null && !plan.changesNothing();
    }

    /**
     * Whether the product must be decided under its lock: something is to be written, or requests of others wait for it, or may wait
     * again. Their own workers may be at it right now, and "nothing to do" would be worth nothing the moment after.
     */
    public boolean needsLock() {
        return isChanged() || error == null && plan != null
                && (hasOlderLeft() || !gallery.open().isEmpty() && waiting().anyMatch(request -> !isOwn(request)));
    }

    /**
     * Whether an older request is left to its own message, or to whoever has it tried once more: it must find what this work wanted,
     * even if nothing was written.
     */
    public boolean leavesOlderBehind() {
        return hasOlderLeft() || waiting().anyMatch(request -> !isOwn(request) && !plan.includes(request) && !isSuperseded(request));
    }

    /** Older ones that failed, and may be tried once more, or that wait for their objects. */
    private boolean hasOlderLeft() {
        GalleryRequest last = own.get(own.size() - 1);
        return Stream.of(gallery.failed(), gallery.awaiting()).flatMap(List::stream).anyMatch(request -> request.before(last));
    }

    /**
     * The images of a request that are still awaited after this work: their objects are missing and it may wait for them, or they were not
     * asked for this time.
     */
    List<String> awaitedBy(GalleryRequest request) {
        if (error != null || request.requestId() == null || !plan.includes(request) || isSuperseded(request)) {
            return List.of();
        }
        List<String> unseen = request.unseen();
        boolean waits = !unseen.isEmpty() || gallery.rowOf(request).filter(GalleryRequest::mayWait).isPresent();
        return waits ? Stream.concat(missing(request), unseen.stream()).toList() : List.of();
    }

    private Stream<String> missing(GalleryRequest request) {
        return request.images().stream().map(GalleryImage::filePath)
                .filter(path -> etags.containsKey(path) && etags.get(path).kind() == Kind.MISSING);
    }

    /** A missing object, with what is worth saying of it. */
    String inWords(String path) {
        ETagAnswer answer = etags.get(path);
        return answer == null || answer.kind() != Kind.MISSING || answer.detail() == null ? path : path + " (" + answer.detail() + ")";
    }

    /** What a request waits for after this work, or {@code null}. */
    AwaitedImages waitOf(GalleryRequest request) {
        List<String> still = awaitedBy(request);
        if (still.isEmpty()) {
            return null;
        }
        Wanted decided = plan.decided(request);
        ImageStats stats = plan.statsOf(request).whileWaiting(request.terms().remove());
        return request.awaits() == null ? new AwaitedImages(still, decided, stats) : request.awaits().and(decided, stats, still);
    }

    /** Images that requests of others wait for and whose objects this work has found. */
    List<String> arrived() {
        return gallery.awaiting().stream().filter(request -> !isOwn(request)).flatMap(request -> request.awaits().paths().stream())
                .filter(path -> etags.containsKey(path) && etags.get(path).isThere()).distinct().toList();
    }

    /**
     * The requests that this work ends, or puts to wait for objects, once it is planned: the current ones and the older ones that it took
     * along. One that another writer has taken in the meantime is not among them.
     */
    public List<GalleryRequest> ended() {
        return Stream.concat(waiting().filter(request -> !isOwn(request)), own.stream().filter(this::stillWaits))
                .filter(request -> plan.includes(request) || isSuperseded(request)).toList();
    }

    /** The results of the current requests. */
    public List<SkuResult> results() {
        return own.stream().map(this::resultOf).toList();
    }

    /** How one of the ended requests ended; an older one that was taken along ends like the work itself. */
    public SkuResult resultOf(GalleryRequest request) {
        if (error != null) {
            return SkuResult.failed(request.index(), request.sku(), productId, error, request.warnings());
        }
        int still = awaitedBy(request).size();
        ImageStats stats = plan.statsOf(request);
        int missing = request.awaits() == null ? 0 : (int) missing(request).count();
        int came = request.awaits() == null ? 0 : request.images().size() - missing;
        return new SkuResult(request.index(), request.sku(), productId, still == 0 ? stats : stats.whileWaiting(request.terms().remove()),
                null, plan.refreshes())
                .with(new WaitCount(still, came, still == 0 ? missing : 0));
    }

    /** The same for a dry run. */
    public SkuResult dryResultOf(GalleryRequest request) {
        return error == null ? resultOf(request).with(plan.changes(), plan.name()) : resultOf(request).with(List.of(), null);
    }

    /** Another request stands instead of it, and it has nothing to say any more. */
    public boolean isSuperseded(GalleryRequest request) {
        return !isAlone() && (isFollowed(request) || isOutdated(request));
    }

    /** A later item of the same bulk or message stands for the same product: items for one product count as one, and the last wins. */
    private boolean isFollowed(GalleryRequest request) {
        return known().anyMatch(request::isFollowedBy);
    }

    /** A later event of its source is known, and what that says of the product is all that counts. */
    boolean isOutdated(GalleryRequest request) {
        return request.terms().eventTime() != null && known().anyMatch(request::isEventBefore);
    }

    private Stream<GalleryRequest> known() {
        return Stream.of(own, gallery.open(), gallery.finished()).flatMap(List::stream);
    }

    /** All that is to be processed now, in order of submission. */
    private List<GalleryRequest> due() {
        if (isAlone()) {
            return stillWaits(own.get(0)) ? own : List.of();
        }
        List<GalleryRequest> due = new ArrayList<>(waiting().filter(request -> !isOwn(request)).toList());
        own.stream().filter(this::stillWaits).forEach(due::add);
        due.removeIf(this::isSuperseded);
        due.sort(GalleryRequest.BY_SUBMISSION);
        return due;
    }

    /** Nearly always: nobody else has asked for anything. */
    private boolean isAlone() {
        return own.size() == 1 && gallery.finished().isEmpty()
                && (gallery.open().isEmpty() || gallery.open().size() == 1 && isOwn(gallery.open().get(0)));
    }

    private Stream<GalleryRequest> waiting() {
        GalleryRequest last = own.get(own.size() - 1);
        return gallery.open().stream().filter(request -> request.before(last));
    }

    private boolean isOwn(GalleryRequest request) {
        return own.stream().anyMatch(mine -> mine.requestId() != null && mine.requestId().equals(request.requestId()));
    }

    private boolean isPossible(GalleryRequest request, MagentoSchema shop) {
        return request.images().stream().allMatch(image -> isAnswered(image) && image.fits(shop));
    }

    private boolean isAnswered(GalleryImage image) {
        ETagAnswer answer = etags.get(image.filePath());
        return answer != null && !answer.isFailure() && answer.kind() != Kind.UNLISTED;
    }

    /**
     * Finished requests that a later item of their bulk stood for were never in the tables. Events that happened before one that is
     * processed now have nothing to say behind it, also if they were received later.
     */
    private ProductGallery withoutSuperseded(List<GalleryRequest> processed) {
        return gallery.finished().isEmpty()
                ? gallery
                : new ProductGallery(gallery.images(), gallery.attributes(), gallery.attributeSet(), gallery.open(),
                        gallery.finished().stream()
                                .filter(request -> !isFollowed(request) && processed.stream().noneMatch(request::isEventBefore))
                                .toList(),
                        gallery.failed(), gallery.awaiting());
    }

    /** A direct call always does; a written-down request does until somebody has processed it. */
    private boolean stillWaits(GalleryRequest request) {
        return request.requestId() == null || gallery.rowOf(request).isPresent();
    }
}
