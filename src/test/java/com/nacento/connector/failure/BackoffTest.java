package com.nacento.connector.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 50, 99", "2, 100, 199", "3, 200, 399", "5, 500, 999", "1000, 500, 999"})
    void pausesDoubleUpToTheLongestAndAreNeverTheSame(int failures, long least, long most) {
        for (int i = 0; i < 50; i++) {
            assertThat(new Backoff(100, 1_000).after(failures)).isBetween(least, most);
        }
    }
}
