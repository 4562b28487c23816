package com.nacento.connector.failure;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double with each failure, with jitter, so that those that failed together do not try again together.
 *
 * @param firstMillis   the longest pause after the first failure
 * @param longestMillis the longest of all
 */
public record Backoff(long firstMillis, long longestMillis) {

    private static final int MOST_DOUBLINGS = 20;

    /** The pause after so many failures in a row, in milliseconds; none after none. */
    public long after(int failures) {
        if (failures <= 0) {
            return 0;
        }
        long bound = Math.min(firstMillis << Math.min(failures - 1, MOST_DOUBLINGS), longestMillis);
        return ThreadLocalRandom.current().nextLong(bound / 2, bound);
    }
}
