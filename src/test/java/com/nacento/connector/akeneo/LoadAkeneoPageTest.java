package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.failure.Outage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadAkeneoPageTest extends AkeneoRouteTest {

    @Test
    void aPageHasItsProductsTheirAssetsAndWhatIsVisible() {
        catalogue.asset("packshots", "one", "1.jpg").product("A", null, "image", "a.jpg").collection("A", "gallery", "one");
        AkeneoLoad pages = bean(AkeneoSources.class).load("akeneo", wanted("akeneo", "A").keys());

        JsonNode body = send(null, Map.of(), Map.of("pages", pages)).getMessage().getBody(JsonNode.class);

        assertThat(body.at("/products/0/identifier").asText()).isEqualTo("A");
        assertThat(body.at("/assets/packshots/one/values/file/0/data").asText()).isEqualTo("1.jpg");
        assertThat(body.path("visible")).extracting(JsonNode::asText).containsExactly("image", "gallery");
        assertThat(pages.goesOn()).isFalse();
    }

    @Test
    void aPimThatFailsIsPassedOn() {
        AkeneoLoad pages = bean(AkeneoSources.class).load("akeneo", wanted("akeneo", "A").keys());
        pim.answersNext(503, "text/html", "<html>", Map.of());

        assertThat(Outage.in(send(null, Map.of(), Map.of("pages", pages)).getException()).part()).isEqualTo(Outage.Part.PIM);
        assertThat(pages.goesOn()).as("the page is asked for again").isTrue();
    }
}
