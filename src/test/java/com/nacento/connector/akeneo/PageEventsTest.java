package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A page may be larger than a message: the broker would refuse it each time. */
class PageEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGE = 20 << 20;

    @Test
    void aLargePageIsSeveralEventsEachWithTheAssetsOfItsProducts() throws IOException {
        ObjectNode page = page(100, 12, LARGE / 1200);

        List<byte[]> events = PageEvents.of(page);

        assertThat(events).hasSizeBetween(5, 10).allMatch(event -> event.length <= PageEvents.LARGEST);
        List<String> products = new ArrayList<>();
        for (byte[] event : events) {
            JsonNode body = JSON.readTree(event);
            assertThat(body.path("visible")).isEqualTo(page.path("visible"));
            assertThat(body.path("loaded_at")).isEqualTo(page.path("loaded_at"));
            assertThat(body.has("models")).isFalse();
            Set<String> named = new TreeSet<>();
            body.path("products").forEach(product -> {
                products.add(product.path("identifier").asText());
                product.at("/values/gallery/0/data").forEach(code -> named.add(code.asText()));
            });
            assertThat(body.at("/assets/packshots").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(named);
            assertThat(body.at("/assets/packshots")).allMatch(asset -> asset.at("/values/file/0/data").asText().endsWith(".jpg"));
        }
        assertThat(products).isEqualTo(page.path("products").findValuesAsText("identifier"));
    }

    @Test
    void aProductIsNeverCut() throws IOException {
        ObjectNode page = page(2, 12, PageEvents.LARGEST / 10);

        assertThat(PageEvents.of(page)).hasSize(2).allMatch(event -> event.length > PageEvents.LARGEST);
    }

    @Test
    void whatFitsIsOneEventAsItIsAndAnEmptyPageIsNone() throws IOException {
        ObjectNode page = page(100, 12, 100);
        page.putArray("models").addObject().put("code", "M");

        assertThat(PageEvents.of(page)).singleElement().satisfies(event -> assertThat(JSON.readTree(event)).isEqualTo(page));
        assertThat(PageEvents.of(page(0, 0, 0))).isEmpty();
    }

    @Test
    void modelsAreCutAsWell() throws IOException {
        ObjectNode page = page(1, 0, 0);
        for (int i = 0; i < 5; i++) {
            page.withArrayProperty("models").addObject().put("code", "M" + i).put("much", "x".repeat(2 << 20));
        }

        List<String> codes = new ArrayList<>();
        for (byte[] event : PageEvents.of(page)) {
            assertThat(event.length).isLessThanOrEqualTo(PageEvents.LARGEST);
            codes.addAll(JSON.readTree(event).path("models").findValuesAsText("code"));
        }
        assertThat(codes).containsExactly("M0", "M1", "M2", "M3", "M4");
    }

    private static ObjectNode page(int products, int assets, int bytesEach) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode all = page.putArray("products");
        page.put("loaded_at", "2026-11-28T10:00:00Z");
        ObjectNode byCode = page.putObject("assets").putObject("packshots");
        page.putArray("visible").add("gallery");
        for (int i = 0; i < products; i++) {
            ArrayNode codes = all.addObject().put("identifier", "P" + i).putObject("values").putArray("gallery").addObject()
                    .putArray("data");
            // the first one is that of all
            for (int j = 0; j < assets; j++) {
                String code = j == 0 ? "logo" : "a" + i + "_" + j;
                codes.add(code);
                byCode.putObject(code).put("code", code).putObject("values").putArray("file").addObject().put("data",
                        "x".repeat(bytesEach) + ".jpg");
            }
        }
        return page;
    }
}
