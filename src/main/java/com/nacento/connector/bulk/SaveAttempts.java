package com.nacento.connector.bulk;

import com.nacento.connector.database.DatabaseFailure;
import com.nacento.connector.gallery.SyncError;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a chunk has been tried to be saved, and whether it is worth trying again: somebody else's lock goes away, a
 * server that is gone comes back later, a row that the server refuses stays refused.
 */
public final class SaveAttempts {

    private static final int MOST = 6;
    private static final long FIRST_PAUSE_MILLIS = 20;

    private int failures;
    private boolean ended;
    private SyncError error;

    /** Whether the chunk is to be tried (again). */
    public boolean goesOn() {
        return !ended;
    }

    /** The chunk is saved. */
    public SaveAttempts succeeded() {
        ended = true;
        return this;
    }

    /**
     * Takes a failure.
     *
     * @throws Outage if the database itself is away
     */
    public SaveAttempts failed(Throwable failure) {
        DatabaseFailure kind = DatabaseFailure.of(failure);
        if (kind == DatabaseFailure.AWAY) {
            throw new Outage(Outage.Part.DATABASE, "the database cannot be reached", failure);
        }
        failures++;
        boolean worthIt = kind == DatabaseFailure.CONFLICT || kind == DatabaseFailure.TABLE_MISSING;
        if (!worthIt || failures >= MOST) {
            ended = true;
            error = kind == DatabaseFailure.CONFLICT
                    ? new SyncError(SyncError.Code.DATABASE_UNAVAILABLE, "other writers held the product's rows, " + failures + " tries")
                    : new SyncError(SyncError.Code.INTERNAL, "the database refused the rows: " + rootMessage(failure));
        }
        return this;
    }

    /** Pause before the next try in milliseconds: doubled each time, with jitter, so that two that collide part. */
    public long pause() {
        return ended ? 0 : ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (failures + 1));
    }

    /** Whether the chunk could not be saved. */
    public boolean isGivenUp() {
        return error != null;
    }

    /** Why it could not be saved, or {@code null}. */
    public SyncError error() {
        return error;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return message.length() > 300 ? message.substring(0, 300) + "…" : message;
    }
}
