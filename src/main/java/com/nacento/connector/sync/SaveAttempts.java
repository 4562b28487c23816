package com.nacento.connector.sync;

import com.nacento.connector.database.DatabaseFailure;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a chunk has been tried to be saved, and whether it is worth trying again: somebody else's lock goes away, a lost
 * connection may be opened anew, a row that the server refuses stays refused.
 */
public final class SaveAttempts {

    /** With a lock wait of a second each, about as long as a slow save in Magento's admin takes. */
    private static final int MOST = 30;
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final int MOST_DOUBLINGS = 5;
    /** The pool lends a connection unchecked that was alive half a second ago: after that, a dead one is found out. */
    private static final long RECONNECT_PAUSE_MILLIS = 600;

    private int products;
    private long begun;
    private int failures;
    private DatabaseFailure last;
    private boolean connectionLost;
    private boolean ended;
    private SyncError error;
    private Outage outage;

    /** Whether the chunk is to be tried (again). */
    public boolean goesOn() {
        return !ended;
    }

    /** A try begins, with so many products. */
    void begins(int products) {
        this.products = products;
        begun = System.nanoTime();
    }

    /** How many products the try is about. */
    int products() {
        return products;
    }

    /** Since the try began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The chunk is saved. */
    public SaveAttempts succeeded() {
        ended = true;
        return this;
    }

    /**
     * Takes a failure.
     *
     * @throws Outage if the database itself is away: a lost connection is opened anew once, not more often
     */
    public SaveAttempts failed(Throwable failure) {
        last = DatabaseFailure.of(failure);
        failures++;
        if (last == DatabaseFailure.AWAY) {
            if (connectionLost) {
                throw new Outage(Outage.Part.DATABASE, "the database cannot be reached", failure);
            }
            connectionLost = true;
        } else if (last != DatabaseFailure.CONFLICT && last != DatabaseFailure.TABLE_MISSING || failures >= MOST) {
            ended = true;
            error = error(failure);
        }
        return this;
    }

    private SyncError error(Throwable failure) {
        if (last == DatabaseFailure.CONFLICT) {
            return new SyncError(SyncError.Code.DATABASE_UNAVAILABLE, "other writers held the product's rows, " + failures + " tries");
        }
        return SyncError.internal(last == null ? "a defect of the connector"
                : "the database refused the rows: " + Excerpt.of(String.valueOf(root(failure).getMessage()), 200));
    }

    /** Pause before the next try in milliseconds: doubled each time up to half a second, with jitter, so that two that collide part. */
    public long pause() {
        if (ended) {
            return 0;
        }
        long jitter = ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures + 1, MOST_DOUBLINGS));
        return last == DatabaseFailure.AWAY ? RECONNECT_PAUSE_MILLIS + jitter : jitter;
    }

    /** Whether the chunk could not be saved. */
    public boolean isGivenUp() {
        return error != null;
    }

    /** Why it could not be saved, or {@code null}. */
    public SyncError error() {
        return error;
    }

    /** While its products are saved one by one, something went away: the rest need not be tried. */
    public void interrupted(Outage met) {
        outage = met;
    }

    /** Whether that happened. */
    public boolean isInterrupted() {
        return outage != null;
    }

    /** What went away, or {@code null}. */
    public Outage outage() {
        return outage;
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }
}
