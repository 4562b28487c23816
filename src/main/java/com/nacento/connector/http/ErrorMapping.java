package com.nacento.connector.http;

import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.Trouble;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From what went wrong to what the caller reads. The one place where failures become statuses. */
public final class ErrorMapping {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapping.class);
    private static final int RETRY_AFTER_SECONDS = 10;

    private final Probe probe;

    /** For whom no database is behind. */
    public ErrorMapping() {
        this(() -> {});
    }

    /** @param probe whether the database works while something fails */
    public ErrorMapping(Probe probe) {
        this.probe = probe;
    }

    /**
     * The answer to a request that ended with an exception. One that is not meant for callers is logged with a report id,
     * and the caller gets the id alone.
     */
    public Refusal of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused expected) {
                return expected.refusal();
            }
            if (cause instanceof MalformedBody malformed) {
                return Refusal.of(400, ErrorAnswer.of(malformed.getMessage(), malformed.parameters().toArray()));
            }
            if (cause instanceof IncompatibleShopException refused) {
                return Refusal.of(503, ErrorAnswer.of(refused.getMessage())).retryAfter(RETRY_AFTER_SECONDS);
            }
            if (cause instanceof Outage outage) {
                return of(outage);
            }
        }
        Trouble trouble = Trouble.judged(failure, probe);
        if (trouble.kind() == Trouble.Kind.OUTAGE || trouble.kind() == Trouble.Kind.CONFLICT || trouble.kind() == Trouble.Kind.TABLE_GONE) {
            return of(new SyncError(SyncError.Code.DATABASE_UNAVAILABLE, trouble.words()));
        }
        String reportId = "nacento-" + UUID.randomUUID();
        LOG.error("A request failed. Report ID: {}", reportId, failure);
        return internal(reportId);
    }

    /** The answer to a call for one product whose SKU failed. */
    public Refusal of(SyncError error) {
        ErrorAnswer answer = ErrorAnswer.of(error.toString());
        return switch (error.code()) {
            case PRODUCT_NOT_FOUND -> Refusal.of(404, answer);
            case INVALID_ITEM -> Refusal.of(400, answer);
            case PLAN_CHANGED -> Refusal.of(412, answer);
            case STORAGE_UNAVAILABLE, DATABASE_UNAVAILABLE -> Refusal.of(503, answer).retryAfter(RETRY_AFTER_SECONDS);
            case INTERNAL -> Refusal.of(500, answer);
        };
    }

    /** Of the broker no SKU knows: it has no code of its own. */
    private Refusal of(Outage outage) {
        return outage.part() == Outage.Part.BROKER
                ? Refusal.of(503, ErrorAnswer.of(outage.getMessage())).retryAfter(RETRY_AFTER_SECONDS)
                : of(outage.asError());
    }

    private static Refusal internal(String reportId) {
        return Refusal.of(500, ErrorAnswer.of(
                "Internal Error. Details are available in the log. Report ID: " + reportId));
    }
}
