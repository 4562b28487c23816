package com.nacento.connector.gallery;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;

/**
 * What somebody asked for one product, and when: an item of a direct call, an operation of a bulk, or a request that still
 * waits in the database. The tables must end as if these had been processed one by one in their order.
 *
 * @param index        place of its result in the answer
 * @param sku          as sent
 * @param requestId    its row in {@code nacento_gallery_request}; {@code null} for a direct call
 * @param submittedAt  UTC, {@code yyyy-MM-dd HH:mm:ss.ffffff}
 * @param bulkUuid     the bulk it belongs to, or {@code null}
 * @param messageId    the message it came in, if that belongs to no bulk, or {@code null}
 * @param operationKey its operation in that bulk, or its place in that message, from 1; or {@code null}
 * @param operationId  id of that operation's row in {@code magento_operation}, as far as it is known, or {@code null}
 * @param terms        how it is meant
 * @param images       what it asks for
 * @param warnings     what was odd about it
 * @param awaits       if some of its images wait for their objects: which, and what of the rest is done; else {@code null}. The images are
 *                     then those that are left to be done
 * @param mayWait      whether it may wait (on) for objects that are missing
 */
public record GalleryRequest(
        int index, String sku, Long requestId, String submittedAt, String bulkUuid, String messageId, Long operationKey,
        Long operationId, RequestTerms terms, List<GalleryImage> images, List<String> warnings, AwaitedImages awaits, boolean mayWait) {

    public GalleryRequest {
        String store = terms.store();
        images = store == null ? List.copyOf(images) : images.stream().map(image -> image.inStore(store)).toList();
    }

    /** A current request: the id of its operation is in the row that is read along with its product. */
    public GalleryRequest(int index, String sku, Long requestId, String submittedAt, String bulkUuid, String messageId, Long operationKey,
            RequestTerms terms, List<GalleryImage> images, List<String> warnings) {
        this(index, sku, requestId, submittedAt, bulkUuid, messageId, operationKey, null, terms, images, warnings, null, false);
    }

    /** One that says nothing but its images. */
    public GalleryRequest(int index, String sku, Long requestId, String submittedAt, String bulkUuid, String messageId, Long operationKey,
            List<GalleryImage> images, List<String> warnings) {
        this(index, sku, requestId, submittedAt, bulkUuid, messageId, operationKey, RequestTerms.PLAIN, images, warnings);
    }

    /** What is left to be done of it, as far as a current request for the same row is about it, which says where its result belongs. */
    GalleryRequest leftFor(GalleryRequest current) {
        List<String> asked = current.images.stream().map(GalleryImage::filePath).toList();
        return new GalleryRequest(current.index, current.sku, requestId, submittedAt, bulkUuid, messageId, operationKey, operationId, terms,
                images.stream().filter(image -> asked.contains(image.filePath())).toList(), current.warnings, awaits, mayWait);
    }

    /** Whether this image of it was done before, while others waited for their objects. */
    boolean hasDone(String path) {
        return awaits != null && awaits.hasDone(path);
    }

    /** Awaited images that it is not about this time: nobody has seen their objects come. */
    List<String> unseen() {
        return awaits == null
                ? List.of()
                : awaits.paths().stream().filter(path -> images.stream().noneMatch(image -> image.filePath().equals(path))).toList();
    }

    /** What it asks for. */
    public Wanted wanted() {
        return new Wanted(terms, images);
    }

    /** The order of submission; of two at the same moment the one that was written down first. */
    public static final Comparator<GalleryRequest> BY_SUBMISSION = Comparator
            .comparing(GalleryRequest::submittedAt)
            .thenComparing(GalleryRequest::requestId, Comparator.nullsLast(Comparator.naturalOrder()));

    private static final Comparator<GalleryRequest> BY_EVENT = Comparator.comparing(GalleryRequest::happened)
            .thenComparing(BY_SUBMISSION);
    /** So far the clock of a source may be ahead of the database's. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    /** Whether this was submitted before another. */
    public boolean before(GalleryRequest other) {
        return BY_SUBMISSION.compare(this, other) < 0;
    }

    /** Whether another one came in the same bulk or message, after this one. */
    public boolean isFollowedBy(GalleryRequest other) {
        boolean together = bulkUuid != null && bulkUuid.equals(other.bulkUuid) || messageId != null && messageId.equals(other.messageId);
        return together && operationKey != null && other.operationKey != null && other.operationKey > operationKey;
    }

    /** Whether both are events of the same source, and this is the older one, whenever they were received. */
    boolean isEventBefore(GalleryRequest other) {
        return terms.eventTime() != null && other.terms.eventTime() != null && terms.areOfSameSource(other.terms)
                && BY_EVENT.compare(this, other) < 0;
    }

    /** By the clock of its source, which is not believed to be farther ahead of ours than it may be. */
    private String happened() {
        String latest = RequestTerms.TIME.format(time().plus(CLOCKS_APART));
        return terms.eventTime().compareTo(latest) > 0 ? latest : terms.eventTime();
    }

    private LocalDateTime time() {
        return LocalDateTime.parse(submittedAt, RequestTerms.TIME);
    }

    /**
     * What was submitted since then may be younger than this request: an event of a source whose clock is ahead counts as submitted when it
     * was received, and others may have happened after it and have been received before.
     */
    public String lookedBackTo() {
        return terms.eventTime() == null ? submittedAt : RequestTerms.TIME.format(time().minus(CLOCKS_APART));
    }

    /** Whether the request has an operation whose status can be reported. */
    public boolean hasOperation() {
        return bulkUuid != null && operationKey != null;
    }
}
