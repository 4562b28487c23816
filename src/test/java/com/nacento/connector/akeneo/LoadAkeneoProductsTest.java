package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadAkeneoProductsTest extends AkeneoRouteTest {

    @BeforeEach
    void pages() {
        answers("load-akeneo-page", exchange -> exchange.getMessage().setBody(
                bean(AkeneoSources.class).page(exchange.getVariable("pages", AkeneoLoad.class))));
    }

    @Test
    void allPagesBecomeBodies() {
        String[] wanted = IntStream.range(0, 150).mapToObj(i -> "P" + i).toArray(String[]::new);
        List.of(wanted).forEach(each -> catalogue.product(each, null));

        List<?> bodies = send(wanted("akeneo", wanted)).getMessage().getBody(List.class);

        assertThat(bodies).hasSize(2).allSatisfy(body -> assertThat(((JsonNode) body).path("products").size()).isBetween(50, 100));
    }

    @Test
    void aSourceWithoutAPimLoadsNothing() {
        assertThat(send(wanted("pimcore", "A")).getMessage().getBody(List.class)).isEmpty();
        assertThat(neighbour("load-akeneo-page").getReceivedCounter()).isZero();
    }

    @Test
    void aPimThatIsAwayIsPassedOn() {
        fails("load-akeneo-page", Samples.outage(Outage.Part.PIM));

        Exchange answer = send(wanted("akeneo", "A"));

        assertThat(Outage.in(answer.getException()).part()).isEqualTo(Outage.Part.PIM);
    }
}
