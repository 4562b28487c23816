package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.JourneyTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bulk that takes several transactions: what is committed stands, and the answer says what is not. */
class BulkOfManyChunksTest extends JourneyTest {

    private static final int PRODUCTS = 7;

    private FaultyBucket bucket;

    @Override
    protected Map<String, String> settings() {
        try {
            bucket = new FaultyBucket();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
        Map<String, String> settings = new HashMap<>(bucket.settings());
        settings.put("nacento.bulk.chunk-size", "2");
        // one chunk after the other, so that it is known which of them meets the outage
        settings.put("nacento.db.pool-size", "3");
        settings.put("nacento.bulk.max-images-per-sku", "3");
        return settings;
    }

    @AfterEach
    void recover() {
        bucket.recover();
    }

    @AfterAll
    void closeBucket() {
        bucket.close();
    }

    @Test
    void everyChunkStandsInTheAnswer() throws Exception {
        Answer answer = connector.bulk(bulk("many"));

        assertThat(answer.json().at("/stats/ok").intValue()).isEqualTo(PRODUCTS);
        assertThat(answer.totals()).isEqualTo("inserted 7, updated_value 0, updated_meta 0, skipped 0");
        assertThat(IntStream.range(0, PRODUCTS).mapToObj(n -> answer.result(n).path("sku").textValue()))
                .isEqualTo(IntStream.rangeClosed(1, PRODUCTS).mapToObj(n -> "many-" + n).toList());
    }

    @Test
    void whatIsDoneBeforeAnOutageIsAnsweredAndTheRestMayComeAgain() throws Exception {
        String bulk = bulk("half");
        bucket.fail("/half/3.jpg", 500);
        bucket.fail(FaultyBucket.BUCKET, 500);

        Answer answer = connector.bulk(bulk);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.totals()).isEqualTo("inserted 2, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.json().at("/stats/error").intValue()).isEqualTo(5);
        assertThat(answer.result(2).path("error").textValue()).startsWith("storage_unavailable: ");
        assertThat(answer.result(6).path("error").textValue()).startsWith("storage_unavailable: ");

        bucket.recover();
        assertThat(connector.bulk(bulk).totals()).isEqualTo("inserted 5, updated_value 0, updated_meta 0, skipped 2");
    }

    @Test
    void anOutageBeforeAnythingIsWrittenIs503ForTheWholeBulk() throws Exception {
        String bulk = bulk("none");
        bucket.fail("/none/1.jpg", 500);
        bucket.fail(FaultyBucket.BUCKET, 500);

        Answer answer = connector.bulk(bulk);

        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value LIKE '/none/%'")).isZero();
    }

    @Test
    void aProductWithTooManyImagesIsRefused() throws Exception {
        shop.addProduct("TOO-MANY");

        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"TOO-MANY\",\"images\":[" + IntStream.rangeClosed(1, 4)
                .mapToObj(n -> "{\"file_path\":\"/t/" + n + ".jpg\"}").collect(Collectors.joining(",")) + "]}]}");

        assertThat(answer.result(0).path("error").textValue()).startsWith("invalid_item: ");
    }

    @Test
    void anOwnTableThatWasDroppedIsMadeAgain() throws Exception {
        String bulk = bulk("dropped");
        connector.bulk(bulk);
        // what Magento's setup:upgrade does when it thinks that the PHP module is gone
        shop.execute("DROP TABLE {prefix}nacento_media_gallery_meta");

        connector.bulk(bulk);
        Answer answer = connector.bulk(bulk);

        assertThat(answer.json().at("/stats/ok").intValue()).as(answer.body()).isEqualTo(PRODUCTS);
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_media_gallery_meta")).isEqualTo(PRODUCTS);
    }

    /** Products {@code name-1} to {@code name-7}, and a bulk with an image for each. */
    private String bulk(String name) throws SQLException {
        for (int n = 1; n <= PRODUCTS; n++) {
            shop.addProduct(name + "-" + n);
        }
        return IntStream.rangeClosed(1, PRODUCTS)
                .mapToObj(n -> "{\"sku\":\"%1$s-%2$d\",\"images\":[{\"file_path\":\"/%1$s/%2$d.jpg\"}]}".formatted(name, n))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }
}
