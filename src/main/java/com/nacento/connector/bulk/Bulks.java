package com.nacento.connector.bulk;

import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.http.SpooledBody;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.message.GalleryMessageReader;
import com.nacento.connector.message.OperationFormat;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * From requests to messages: the way into the queue. What a bulk or a slice is told of goes through here, since only the call of a
 * bean gets objects: in a path such as {@code ${variable.bulk.found(…)}} Camel makes texts of them.
 */
public final class Bulks {

    private final BodyReader requests;
    private final GalleryMessageReader messages;
    private final OperationFormat format;
    private final BooleanSupplier stopping;

    /**
     * @param stopping tells whether the service is about to end: what is not published by then is left to another process
     */
    public Bulks(BodyReader requests, GalleryMessageReader messages, OperationFormat format, BooleanSupplier stopping) {
        this.requests = requests;
        this.messages = messages;
        this.format = format;
        this.stopping = stopping;
    }

    /**
     * A bulk to be submitted.
     *
     * @param caller whose token it was, or {@code null}
     * @throws com.nacento.connector.failure.MalformedBody if it is to be a dry run, whose answer nobody would get
     */
    public BulkSubmission submission(BulkEnvelope envelope, SpooledBody body, String caller) {
        envelope.refuseDryRun();
        return new BulkSubmission(envelope, new BulkDescription(envelope.requestId(), caller, false),
                () -> requests.items(body.open(), envelope.terms()), format);
    }

    /**
     * A bulk of what a source has sent.
     *
     * @param body   as {@code POST …/media/bulk/async} takes it
     * @param times  when the event of each item happened; {@code null} where nobody knows
     * @param source whose events they are
     */
    public BulkSubmission ofSource(byte[] body, List<Instant> times, String source) {
        BulkEnvelope envelope = requests.readEnvelope(new ByteArrayInputStream(body));
        return new BulkSubmission(envelope, new BulkDescription(envelope.requestId(), source, true), () -> {
            Iterator<GalleryItem> items = requests.items(new ByteArrayInputStream(body), envelope.terms());
            return Stream.generate(items::next).limit(times.size()).map(item -> item.ofEvent(times.get(item.index()))).iterator();
        }, format);
    }

    /**
     * Operations of a bulk that failed, to be published again.
     *
     * @param rows of {@code find-failed-operations}
     */
    public FailedOperations failedOperations(String bulkUuid, List<Map<String, Object>> rows) {
        return new FailedOperations(bulkUuid, rows, format, messages);
    }

    /** The parameters for writing down what waits of a slice, once its operations are inserted. */
    public Map<String, Object> requests(BulkSubmission.Slice slice, List<Map<String, Object>> inserted) {
        return slice.requests(inserted);
    }

    /** A part of the submission could not be written down or published. A table that is gone is created for the next one. */
    public BulkSubmission failed(BulkSubmission submission, Exception failure) {
        format.shop().judged(failure);
        submission.failed(failure);
        return submission;
    }

    /** A bulk that somebody else has begun. */
    public AbandonedBulk abandoned(String bulkUuid) {
        return new AbandonedBulk(bulkUuid, format, stopping);
    }

    /** The bulk with some more of what is open. */
    public AbandonedBulk found(AbandonedBulk bulk, List<Map<String, Object>> rows) {
        return bulk.found(rows);
    }

    /** Hands the failure of a submission on, which has been tidied up after. */
    public void refuse(BulkSubmission submission) throws Exception {
        submission.refuse();
    }
}
