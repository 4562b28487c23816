package com.nacento.connector.serve;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of the service: once it has begun, nobody pauses any more. */
public final class Stop {

    private final CountDownLatch begun = new CountDownLatch(1);

    /** The service is told to stop. */
    public void begin() {
        begun.countDown();
    }

    /** Whether it has been told to. */
    public boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Waits for so many milliseconds, or until the service is told to stop. */
    public void pause(long millis) throws InterruptedException {
        begun.await(millis, TimeUnit.MILLISECONDS);
    }
}
