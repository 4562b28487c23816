package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One product over HTTP: what a sync writes to Magento's tables, row by row. */
class ProductGalleryJourneyTest extends JourneyTest {

    @Test
    void aNewGalleryIsWrittenAsMagentoWouldHaveWrittenIt() throws Exception {
        long product = shop.addProduct("NEW-1");
        for (String name : List.of("a", "b", "c")) {
            shop.putImage("/n/1/" + name + ".jpg", "picture " + name);
        }

        Answer answer = connector.sync("NEW-1", """
                {"images":[{"file_path":"n/1/a.jpg","label":"Front","roles":["base","small","thumbnail"]},
                           {"file_path":"/n/1/b.jpg","position":7,"disabled":true},
                           {"file_path":"catalog/product/n/1/c.jpg","label":"Back","roles":["swatch"]}]}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("product_id").longValue()).isEqualTo(product);
        assertThat(answer.counts()).isEqualTo("inserted 3, updated_value 0, updated_meta 0, skipped 0");
    }
}
