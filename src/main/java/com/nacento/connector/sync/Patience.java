package com.nacento.connector.sync;

import java.time.Duration;

/**
 * How long a call waits for what other writers hold. All its chunks share it: time runs while at least one of them waits, so that
 * a call over many chunks does not wait once for each.
 */
final class Patience {

    /** About as long as a slow save in Magento's admin takes. */
    private static final Duration WHOLE = Duration.ofSeconds(40);

    private int waiting;
    private long since;
    private long spent;

    /** A chunk waits from now on, or has done so since a moment ago. */
    synchronized void begin(long nanos) {
        if (waiting++ == 0) {
            since = nanos;
        }
    }

    /** A chunk that waited has got what it waited for, or gives up. */
    synchronized void end(long nanos) {
        if (--waiting == 0) {
            spent += nanos - since;
        }
    }

    /** Whether the call has waited long enough: what is held now is not waited for any more. */
    synchronized boolean isLost(long nanos) {
        return spent + (waiting == 0 ? 0 : nanos - since) >= WHOLE.toNanos();
    }
}
