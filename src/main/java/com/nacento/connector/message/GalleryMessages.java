package com.nacento.connector.message;

import com.nacento.connector.bulk.AbandonedBulk;
import com.nacento.connector.bulk.BulkSubmission;
import com.nacento.connector.bulk.FailedOperations;
import com.nacento.connector.config.WorkSettings;
import com.nacento.connector.database.DatabaseFailure;
import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.http.SpooledBody;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncResults;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** From requests to messages, and from messages to work: the way through the queue. */
public final class GalleryMessages {

    private final BodyReader requests;
    private final GalleryMessageReader messages;
    private final OperationFormat format;
    private final ChunkLimits limits;
    private final int maxAttempts;
    private final BooleanSupplier stopping;

    /**
     * @param stopping tells whether the service is about to end: what is not done by then goes back to the queue
     */
    public GalleryMessages(ImagePathRules paths, WorkSettings work, String topic, ChunkLimits limits, Shop shop, BooleanSupplier stopping) {
        this.requests = new BodyReader(paths, work.maxImagesPerSku());
        this.messages = new GalleryMessageReader(paths, work.maxImagesPerSku());
        this.format = new OperationFormat(topic, work.skusPerMessage(), new GalleryMessageWriter(paths), shop);
        this.limits = limits;
        this.maxAttempts = work.maxAttempts();
        this.stopping = stopping;
    }

    /**
     * A bulk to be handed in.
     *
     * @param caller whose token it was, for the log
     */
    public BulkSubmission submission(BulkEnvelope envelope, SpooledBody body, String caller) {
        return new BulkSubmission(envelope, caller, () -> requests.items(body.open()), format);
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
        boolean gone = DatabaseFailure.of(failure) == DatabaseFailure.TABLE_MISSING;
        if (gone) {
            format.shop().doubt();
        }
        submission.failed(gone ? new Outage(Outage.Part.DATABASE, "a table of the connector is gone and will be created again", failure) : failure);
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

    /** Whether messages were handed back before to a queue that counts it. */
    public boolean hasReturned(List<ReceivedMessage> gathered) {
        return gathered.stream().anyMatch(message -> message.countedIn() != null);
    }

    /** Those messages. */
    public ReturnedMessages returned(List<ReceivedMessage> gathered) {
        return new ReturnedMessages(gathered);
    }

    /** The work on messages that were gathered, round by round; each round is read when the one before it has ended. */
    public Iterator<MessageWork> rounds(List<ReceivedMessage> gathered) {
        return new MessageRounds(gathered, messages, () -> new MessageWork(format, limits, maxAttempts, stopping));
    }

    /** The work with what the tables know of its requests. */
    public MessageWork known(MessageWork work, List<Map<String, Object>> rows) {
        return work.known(rows);
    }

    /** The work with the results of a try. */
    public MessageWork took(MessageWork work, SyncResults results) {
        return work.took(results);
    }

    /** The work after a try that failed as a whole. */
    public MessageWork failed(MessageWork work, Exception failure) {
        return work.failed(failure);
    }

    /** Whether to go on waiting for the first look at Magento's tables. */
    public boolean isWaiting() {
        return !stopping.getAsBoolean() && !format.shop().isKnown();
    }

    /** Hands a failure on that something had to be tidied up after. */
    public Object rethrow(Throwable failure) throws Exception {
        if (failure instanceof Exception exception) {
            throw exception;
        }
        throw (Error) failure;
    }
}
