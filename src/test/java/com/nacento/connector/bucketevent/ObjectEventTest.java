package com.nacento.connector.bucketevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bucketevent.ObjectEvent.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectEventTest {

    @ParameterizedTest
    @ValueSource(strings = {"aws:s3", "minio:s3"})
    void theSequencerSortsWhateverTheTimeSays(String source) {
        assertThat(event(source, "0055AED6DCD90281E6", 1).follows(event(source, "0055AED6DCD90281E5", 2))).isTrue();
        assertThat(event(source, "0055AED6DCD90281E5", 2).follows(event(source, "0055AED6DCD90281E6", 1))).isFalse();
    }

    @Test
    void theShorterSequencerLacksZerosAtItsEnd() {
        assertThat(event("aws:s3", "0A1", 1).follows(event("aws:s3", "0A0F", 2))).isTrue();
        assertThat(event("aws:s3", "0A0F", 1).follows(event("aws:s3", "0A1", 1))).isFalse();
        assertThat(event("aws:s3", "0a1", 1).follows(event("aws:s3", "0A1000", 2))).as("it is the same number").isTrue();
    }

    @Test
    void cephsSequencerDoesNotSortSoTheTimeDoes() {
        assertThat(event("ceph:s3", "01", 2).follows(event("ceph:s3", "FF", 1))).isTrue();
        assertThat(event("ceph:s3", "FF", 1).follows(event("ceph:s3", "01", 2))).isFalse();
    }

    @Test
    void sequencersOfDifferentServersAreNotCompared() {
        assertThat(event("aws:s3", "01", 2).follows(event("minio:s3", "FF", 1))).isTrue();
        assertThat(event("aws:s3", null, 2).follows(event("aws:s3", "FF", 1))).isTrue();
    }

    @Test
    void ofWhatCannotBeToldApartTheLaterReceivedCounts() {
        assertThat(event("r2", null, 1).follows(event("r2", null, 1))).isTrue();
        assertThat(new ObjectEvent(Kind.WRITTEN, "b", "k", null, "", null, Instant.MIN)
                .follows(new ObjectEvent(Kind.WRITTEN, "b", "k", null, "", null, Instant.MIN))).isTrue();
    }

    private static ObjectEvent event(String source, String sequencer, long second) {
        return new ObjectEvent(Kind.WRITTEN, "shop", "key", "etag", source, sequencer, Instant.ofEpochSecond(second));
    }
}
