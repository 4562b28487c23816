package com.nacento.connector.gallery;

/**
 * Images of an item whose objects were, or are, not in the bucket yet.
 *
 * @param awaited   those that are awaited from now on, or still
 * @param came      those that were awaited and are done now
 * @param neverCame those that were awaited in vain: their time is up
 */
public record WaitCount(int awaited, int came, int neverCame) {

    /** Nothing is, or was, awaited. */
    public static final WaitCount NONE = new WaitCount(0, 0, 0);
}
