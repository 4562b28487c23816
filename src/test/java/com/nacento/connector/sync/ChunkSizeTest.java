package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {

    private static final Duration SLOW = Duration.ofMillis(1_001);
    private static final Duration FAST = Duration.ofMillis(40);

    private final ChunkSize size = new ChunkSize(250);

    @Test
    void aTransactionOfMoreThanASecondHalvesTheChunksAfterIt() {
        assertThat(size.took(250, SLOW)).isTrue();
        assertThat(size.current()).isEqualTo(125);
        size.took(120, SLOW);
        assertThat(size.current()).isEqualTo(60);
    }

    @Test
    void chunksThatWereCutBeforeHalveItOnlyOnce() {
        size.took(250, SLOW);
        assertThat(size.took(250, SLOW)).isFalse();
        assertThat(size.current()).isEqualTo(125);
    }

    @Test
    void itDoesNotBecomeSmallerThanTenOrThanWhatIsConfigured() {
        for (int i = 0; i < 20; i++) {
            size.took(size.current(), SLOW);
        }
        assertThat(size.current()).isEqualTo(10);
        ChunkSize small = new ChunkSize(3);
        small.took(3, SLOW);
        assertThat(small.current()).isEqualTo(3);
    }

    @Test
    void aSingleProductThatSomebodyElseHeldSaysNothingAboutChunks() {
        size.took(1, SLOW);
        assertThat(size.current()).isEqualTo(250);
    }

    @Test
    void itGrowsAgainByAQuarterAfterTenFastOnesUpToWhatIsConfigured() {
        size.took(250, SLOW);
        fast(9);
        assertThat(size.current()).isEqualTo(125);
        fast(1);
        assertThat(size.current()).isEqualTo(156);
        fast(100);
        assertThat(size.current()).isEqualTo(250);
    }

    @Test
    void neitherSmallChunksNorThoseInBetweenMakeItGrow() {
        size.took(250, SLOW);
        for (int i = 0; i < 100; i++) {
            size.took(5, FAST);
            size.took(125, Duration.ofMillis(600));
        }
        assertThat(size.current()).isEqualTo(125);
    }

    private void fast(int times) {
        for (int i = 0; i < times; i++) {
            size.took(size.current(), FAST);
        }
    }
}
