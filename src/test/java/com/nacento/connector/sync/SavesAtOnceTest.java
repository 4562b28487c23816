package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SavesAtOnceTest {

    private static final Duration SLOW = Duration.ofMillis(1_001);
    private static final Duration FAST = Duration.ofMillis(40);

    private final SavesAtOnce saves = new SavesAtOnce(8);

    @Test
    void oneThatTakesLongerThanASecondHalvesTheirNumberAndNotTheChunks() {
        assertThat(saves.end(saves.begin(), SLOW)).isFalse();
        assertThat(saves.allowed()).isEqualTo(4);
    }

    @Test
    void onesThatHaveBegunBeforeHalveItOnlyOnce() {
        int first = saves.begin();
        int second = saves.begin();
        saves.end(first, SLOW);
        assertThat(saves.end(second, SLOW)).isFalse();
        assertThat(saves.allowed()).isEqualTo(4);
    }

    @Test
    void whenTwoAtOnceAreStillTooSlowTheChunksAreTooLarge() {
        slow(2);
        assertThat(saves.allowed()).isEqualTo(2);
        assertThat(saves.end(saves.begin(), SLOW)).isTrue();
        assertThat(saves.allowed()).isEqualTo(2);
    }

    @Test
    void afterTenFastOnesThereIsOneMoreUpToWhatThereAreConnectionsFor() {
        slow(1);
        fast(9);
        assertThat(saves.allowed()).isEqualTo(4);
        fast(1);
        assertThat(saves.allowed()).isEqualTo(5);
        fast(100);
        assertThat(saves.allowed()).isEqualTo(8);
    }

    @Test
    void oneMoreThanAllowedWaitsUntilAnotherOneHasEnded() {
        slow(2);
        int first = saves.begin();
        saves.begin();
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        CompletableFuture<Integer> third = CompletableFuture.supplyAsync(() -> {
            waiting.complete(Thread.currentThread());
            return saves.begin();
        });
        await().until(() -> waiting.join().getState() == Thread.State.WAITING);
        assertThat(third).isNotDone();
        saves.end(first, FAST);
        await().until(third::isDone);
    }

    private void slow(int times) {
        for (int i = 0; i < times; i++) {
            saves.end(saves.begin(), SLOW);
        }
    }

    private void fast(int times) {
        for (int i = 0; i < times; i++) {
            saves.end(saves.begin(), FAST);
        }
    }
}
