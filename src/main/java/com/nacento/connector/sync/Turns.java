package com.nacento.connector.sync;

import java.util.BitSet;

/**
 * Lets the chunks of a call, which are worked on side by side, take one step after the other. Chunks are begun in their order, so the
 * one that all others wait for is never one that waits for a thread; but who waits keeps his own.
 */
final class Turns {

    private final BitSet taken = new BitSet();

    /**
     * Waits until all that come before have taken their turn.
     *
     * @throws IllegalStateException if the thread is interrupted, since the service stops
     */
    synchronized void await(int turn) {
        try {
            while (taken.nextClearBit(0) < turn) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while earlier products of the call were compared", interrupted);
        }
    }

    /** The turn is over, or will never come; that may be said twice. */
    synchronized void end(int turn) {
        taken.set(turn);
        notifyAll();
    }
}
