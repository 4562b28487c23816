package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.found;
import static com.nacento.connector.routes.Samples.galleryCall;
import static com.nacento.connector.routes.Samples.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class LoadProductsTest extends RouteTest {

    @Test
    void allSkusAreLookedUpByOneStatement() {
        database.answers("find-products", found(10L, 11L, 12L));

        SectionReader sections = send(galleryCall(item(0, "SKU-10"), item(1, "SKU-11"), item(2, "SKU-12"))).getMessage()
                .getBody(SectionReader.class);

        assertThat(database.journal()).containsExactly("find-products");
        assertThat(database.parametersOf("find-products")).containsExactly(Map.entry("skus", "[\"SKU-10\",\"SKU-11\",\"SKU-12\"]"));
        assertThat(list(sections)).flatExtracting(SyncChunk::products).extracting(ProductSync::productId).containsExactly(10L, 11L, 12L);
    }

    @Test
    void aSkuThatNoProductHasIsSettledWithoutWork() {
        database.answers("find-products", found(10L, null));

        List<SyncChunk> chunks = list(send(galleryCall(item(0, "SKU-10"), item(1, "NONE"))).getMessage().getBody(SectionReader.class));

        assertThat(chunks.get(0).settled()).singleElement().satisfies(result -> assertThat(result.error()).startsWith("product_not_found"));
        assertThat(chunks.get(0).products()).extracting(ProductSync::productId).containsExactly(10L);
    }

    @Test
    void aDatabaseThatIsAwayIsToldToTheCaller() {
        database.fails("find-products", Samples.databaseAway());

        Exchange answer = send(galleryCall(item(0, "SKU-10")));

        assertThat(answer.getException()).hasMessage("connection refused");
    }

    private static List<SyncChunk> list(SectionReader sections) {
        List<SyncChunk> list = new ArrayList<>();
        sections.forEach(section -> list.addAll(section.chunks()));
        return list;
    }
}
