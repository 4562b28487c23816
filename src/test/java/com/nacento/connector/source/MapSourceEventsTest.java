package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.queue.ReceivedMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapSourceEventsTest extends SourceRouteTest {

    @Test
    void whatABodyAsksForIsKnown() {
        SourceEventBatch batch = batch(message("{\"items\":[" + item("A") + "]}"), message("{\"items\":[" + item("B") + "]}"));

        assertThat(send(null, Map.of(), Map.of("batch", batch)).getException()).isNull();

        assertThat(batch.items()).singleElement().satisfies(items -> assertThat(items.items()).extracting(SourceItem::sku)
                .containsExactly("A", "B"));
        assertThat(neighbour("load-akeneo-products").getReceivedCounter()).isZero();
    }

    @Test
    void whatBodiesOnlyNameIsLoadedOnceElsewhere() {
        String load = "{\"load\":[{\"identifier\":\"1\"}]}";
        SourceEventBatch batch = batch(message(load), message(load), message("{\"items\":[" + item("A") + "]}"));

        assertThat(send(null, Map.of(), Map.of("batch", batch)).getException()).isNull();

        await().until(() -> neighbour("load-akeneo-products").getReceivedCounter() == 1);
        assertThat(neighbour("load-akeneo-products").getReceivedExchanges()).singleElement().satisfies(sent -> {
            SourceLoad asked = sent.getMessage().getBody(SourceLoad.class);
            assertThat(asked.source()).isEqualTo("akeneo");
            assertThat(asked.keys()).extracting(LoadKey::kind, LoadKey::value)
                    .containsExactly(tuple(LoadKey.Kind.IDENTIFIER, "1"));
            assertThat(asked.received().toEpochMilli()).isEqualTo(1_700_000_000_000L);
            bean(SourceEvents.class).loadEnded(asked);
        });
        assertThat(batch.items()).singleElement().satisfies(items -> assertThat(items.items()).extracting(SourceItem::sku)
                .containsExactly("A"));
    }

    @Test
    void whatWasLoadedIsMapped() {
        SourceEventBatch batch = batch(message("{\"products\":[{\"identifier\":\"LOADED\"}]}"));

        assertThat(send(null, Map.of(), Map.of("batch", batch)).getException()).isNull();

        assertThat(batch.items()).singleElement().satisfies(items -> assertThat(items.items()).extracting(SourceItem::sku)
                .containsExactly("LOADED"));
    }

    private SourceEventBatch batch(ReceivedMessage... messages) {
        return bean(SourceEvents.class).batch(List.of(messages));
    }
}
