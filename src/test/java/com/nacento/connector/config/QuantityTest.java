package com.nacento.connector.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"64MiB,67108864", "64 MB,64000000", "1kib,1024", "10,10", "3 GB,3000000000", "7B,7"})
    void aSizeIsANumberWithAUnitOrPlainBytes(String text, long bytes) {
        assertThat(Quantity.size(text)).contains(bytes);
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "5s,5000", "2 m,120000", "1h,3600000", "250,250"})
    void aTimeIsANumberWithAUnitOrPlainMilliseconds(String text, long millis) {
        assertThat(Quantity.time(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1.5s", "5 days", "64M", "999999999999999GiB", "9999999999999999999"})
    void anythingElseIsNeither(String text) {
        assertThat(Quantity.size(text)).isEmpty();
    }

    @Test
    void aSizeIsNoTime() {
        assertThat(Quantity.time("5KiB")).isEmpty();
    }
}
