package com.nacento.connector.sync;

import java.util.function.BooleanSupplier;

/**
 * Chunks give way to callers who wait half a second for their answer. A bulk works on as many chunks at once as there are connections to
 * the database, and on a machine with few processors each of these makes all others wait; while such a call is under way no more chunks are
 * begun than the machine has processors. Some are always worked on, so nobody waits for ever.
 */
public final class ChunkTurns {

    /** A call that has ended tells nobody here. */
    private static final long LOOK_MILLIS = 20;

    private final int few;
    private final BooleanSupplier somebodyWaits;
    private int underWay;

    /**
     * @param few           chunks at once that are begun in any case
     * @param somebodyWaits whether such a call is under way
     */
    public ChunkTurns(int few, BooleanSupplier somebodyWaits) {
        this.few = few;
        this.somebodyWaits = somebodyWaits;
    }

    /** Waits until a chunk may be begun. */
    public synchronized void begin() {
        try {
            while (underWay >= few && somebodyWaits.getAsBoolean()) {
                wait(LOOK_MILLIS);
            }
        } catch (InterruptedException stop) {
            // whoever does the work notices
            Thread.currentThread().interrupt();
        }
        underWay++;
    }

    /** A chunk that was begun has ended, however. */
    public synchronized void end() {
        underWay--;
        notify();
    }
}
