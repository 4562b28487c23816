package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwaitMagentoSchemaTest extends RouteTest {

    @BeforeEach
    void theShopIsNotKnownYet() {
        shop.doubt();
    }

    @Test
    void theMessageIsHeldUntilTheDatabaseCanBeReached() {
        Deque<Boolean> outages = new ArrayDeque<>(List.of(true));
        answers("load-magento-schema", exchange -> {
            if (outages.poll() != null) {
                throw Samples.databaseAway();
            }
            shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of());
        });

        Exchange answer = send("kept");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("kept");
        assertThat(shop.isKnown()).isTrue();
        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void aServiceThatStopsWaitsForNothingAndHandsTheMessageBack() {
        stopping = true;

        assertThat(send("any").getException()).hasMessageContaining("go back to the queue");

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isZero();
    }
}
