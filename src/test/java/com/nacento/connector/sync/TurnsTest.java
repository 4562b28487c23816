package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chunks of a call that are worked on side by side take one step in their order. */
class TurnsTest {

    private final Turns turns = new Turns();

    @Test
    void whoeverComesFirstTheTurnsAreTakenInTheirOrder() {
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> steps = IntStream.range(0, 8).map(turn -> 7 - turn)
                .mapToObj(turn -> CompletableFuture.runAsync(() -> {
                    turns.await(turn);
                    taken.add(turn);
                    turns.end(turn);
                }, task -> new Thread(task).start())).toList();

        steps.forEach(CompletableFuture::join);

        assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void oneThatHasEndedEarlyIsNotWaitedForAndMaySaySoTwice() {
        turns.end(1);
        turns.end(1);
        turns.end(0);
        turns.await(2);
        turns.end(2);
        turns.await(3);
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> turns.await(1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("earlier products");

        assertThat(Thread.interrupted()).isTrue();
    }
}
