package com.nacento.connector.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StopTest {

    private final Stop stop = new Stop();

    @Test
    void whoeverPausesGoesOnWhenTheServiceIsToldToStop() {
        CompletableFuture<Void> pausing = CompletableFuture.runAsync(() -> pause(Duration.ofHours(1)));
        assertThat(stop.hasBegun()).isFalse();

        stop.begin();

        await().until(pausing::isDone);
        assertThat(stop.hasBegun()).isTrue();
        pause(Duration.ofHours(1));
    }

    @Test
    void aPauseEndsByItself() {
        pause(Duration.ofMillis(1));
        assertThat(stop.hasBegun()).isFalse();
    }

    private void pause(Duration duration) {
        try {
            stop.pause(duration.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
