package com.nacento.connector.sync;

import java.time.Duration;

/**
 * How many SKUs go into one transaction at the moment. While it runs, Magento's own work on its products waits: one that takes
 * longer than a second is too large for this database at this hour, and those that are cut after it are half as large. When
 * things go fast again they grow, slowly, up to what is configured.
 */
public final class ChunkSize {

    private static final Duration TOO_LONG = Duration.ofSeconds(1);
    /** With a quarter more SKUs in it, it would still be far from too long. */
    private static final Duration FAST = Duration.ofMillis(500);
    private static final int FAST_ONES_TO_GROW = 10;
    /** Fewer would not shorten a transaction: it is something else that is slow. */
    private static final int LEAST = 10;

    private final int most;
    private int current;
    private int fastOnes;

    /** @param most SKUs, as configured */
    public ChunkSize(int most) {
        this.most = most;
        this.current = most;
    }

    /** Whether a transaction keeps Magento's work on its products waiting for longer than it should. */
    static boolean isTooLong(Duration time) {
        return time.compareTo(TOO_LONG) > 0;
    }

    /** Whether there is room for more. */
    static boolean isFast(Duration time) {
        return time.compareTo(FAST) < 0;
    }

    /** In SKUs. */
    public synchronized int current() {
        return current;
    }

    /**
     * A transaction has ended, well or not.
     *
     * @param skus how many it was about
     * @return whether the chunks are smaller from now on
     */
    public synchronized boolean took(int skus, Duration time) {
        int before = current;
        if (isTooLong(time)) {
            fastOnes = 0;
            if (skus > LEAST) {
                current = Math.min(current, Math.max(LEAST, skus / 2));
            }
        } else if (isFast(time) && skus >= current / 2) {
            fastOnes++;
            if (fastOnes == FAST_ONES_TO_GROW) {
                fastOnes = 0;
                current = Math.min(most, current + Math.max(1, current / 4));
            }
        }
        return current < before;
    }
}
