package com.nacento.connector.lab.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * Looks again and again until something is so.
 *
 * @param limit for how long it lasts
 * @param pause between two looks
 */
public record RepeatedLook(Duration limit, Duration pause) {

    /**
     * Returns as soon as it is so, or when the time is up.
     *
     * @return whether it has come to be so
     */
    public boolean until(Callable<Boolean> so) throws Exception {
        Instant end = Instant.now().plus(limit);
        while (!so.call()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(pause.toMillis());
        }
        return true;
    }
}
