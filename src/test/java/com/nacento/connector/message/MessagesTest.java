package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {

    @ParameterizedTest(name = "{0} MB, {1} consumers: {2} SKUs")
    @CsvSource({"256, 2, 5592", "512, 2, 11184", "1024, 2, 20000", "1024, 8, 5592", "256, 64, 1000", "512, 0, 20000"})
    void whatConsumersGatherTakesAQuarterOfTheHeapAtTheMost(long megabytes, int consumers, int skus) {
        assertThat(Messages.gathered(megabytes << 20, consumers)).isEqualTo(skus);
    }
}
