package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkTurnsTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final AtomicBoolean somebodyWaits = new AtomicBoolean(true);
    private final AtomicInteger begun = new AtomicInteger();
    private final ChunkTurns turns = new ChunkTurns(2, somebodyWaits::get);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whileSomebodyWaitsOnlyAFewAreBegunAndEachThatEndsMakesRoomForOne() {
        begin(8);
        await().until(() -> begun.get() == 2);
        await().during(java.time.Duration.ofMillis(200)).until(() -> begun.get() == 2);

        turns.end();
        await().until(() -> begun.get() == 3);
        await().during(java.time.Duration.ofMillis(200)).until(() -> begun.get() == 3);
    }

    @Test
    void whenNobodyWaitsAnyMoreAllAreBegun() {
        begin(8);
        await().until(() -> begun.get() == 2);

        somebodyWaits.set(false);

        await().untilAsserted(() -> assertThat(begun).hasValue(8));
    }

    private void begin(int chunks) {
        for (int i = 0; i < chunks; i++) {
            threads.execute(() -> {
                turns.begin();
                begun.incrementAndGet();
            });
        }
    }
}
