package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.pim.MappingException;
import com.nacento.connector.queue.ReceivedMessage;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class MapSourceEventsTest extends SourceRouteTest {

    @Test
    void whatABodyAsksForIsKnown() {
        EventBatch batch = batch(message("{\"items\":[" + item("A") + "]}"), message("{\"items\":[" + item("B") + "]}"));

        assertThat(send(null, Map.of(), Map.of("batch", batch)).getException()).isNull();

        assertThat(batch.items()).singleElement().satisfies(items -> assertThat(items.items()).extracting(SourceItem::sku)
                .containsExactly("A", "B"));
        assertThat(neighbour("load-akeneo-products").getReceivedCounter()).isZero();
    }

    @Test
    void whatBodiesOnlyNameIsLoadedOnceAndMappedToo() throws Exception {
        JsonNode loaded = new ObjectMapper().readTree("{\"products\":[{\"identifier\":\"LOADED\"}]}");
        answers("load-akeneo-products", exchange -> exchange.getMessage().setBody(List.of(loaded)));
        String load = "{\"load\":[{\"identifier\":\"1\"}]}";
        EventBatch batch = batch(message(load), message(load), message("{\"items\":[" + item("A") + "]}"));

        assertThat(send(null, Map.of(), Map.of("batch", batch)).getException()).isNull();

        assertThat(neighbour("load-akeneo-products").getReceivedExchanges()).singleElement().satisfies(sent -> {
            SourceLoad asked = sent.getVariable("load", SourceLoad.class);
            assertThat(asked.source()).isEqualTo("akeneo");
            assertThat(asked.keys()).extracting(LoadKey::kind, LoadKey::value)
                    .containsExactly(tuple(LoadKey.Kind.IDENTIFIER, "1"));
        });
        assertThat(batch.items()).singleElement().satisfies(items -> assertThat(items.items()).extracting(SourceItem::sku)
                .containsExactly("A", "LOADED"));
    }

    @Test
    void whatWasLoadedAndCannotBeMappedFails() throws Exception {
        JsonNode odd = new ObjectMapper().readTree("{\"fails\":true}");
        answers("load-akeneo-products", exchange -> exchange.getMessage().setBody(List.of(odd)));

        Exchange answer = send(null, Map.of(), Map.of("batch", batch(message("{\"load\":[{\"identifier\":\"1\"}]}"))));

        assertThat(Cause.in(answer.getException(), MappingException.class)).isPresent();
    }

    private EventBatch batch(ReceivedMessage... messages) {
        return bean(SourceEvents.class).batch(List.of(messages));
    }
}
