package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.JourneyTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket that refuses, fails or does not answer: an error of those who need it, never a wrong row. */
class StorageFaultsTest extends JourneyTest {

    private FaultyBucket bucket;

    @Override
    protected Map<String, String> settings() {
        try {
            bucket = new FaultyBucket();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
        return bucket.settings();
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
    void aKeyThatIsForbiddenIsAnErrorOfItsSkuAndNotMissing() throws Exception {
        long refused = syncedProduct("FORBIDDEN-1", "/f/1.jpg");
        shop.addProduct("FORBIDDEN-2");
        bucket.fail("/f/1.jpg", 403);

        Answer answer = connector.bulk("""
                {"items":[{"sku":"FORBIDDEN-1","images":[{"file_path":"/f/1.jpg","label":"X"},{"file_path":"/f/2.jpg"}]},
                          {"sku":"FORBIDDEN-2","images":[{"file_path":"/f/3.jpg"}]}]}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result(0).path("error").textValue()).isEqualTo("storage_unavailable: 403 media/catalog/product/f/1.jpg");
        assertThat(answer.result(0).at("/image_stats/warnings")).isEmpty();
        assertThat(answer.result(1).path("error").isNull()).as("another product's work goes on").isTrue();
        assertThat(etags(refused)).isEqualTo(bucket.etag("/f/1.jpg"));
        assertThat(images(refused)).as("a SKU is all or nothing").isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 400})
    void aHeadThatFailsNeverOverwritesAnETag(int status) throws Exception {
        long product = syncedProduct("FAILS-" + status, "/h/" + status + ".jpg");
        bucket.fail("/h/" + status + ".jpg", status);

        Answer answer = connector.sync("FAILS-" + status, "{\"images\":[{\"file_path\":\"/h/" + status + ".jpg\",\"label\":\"X\"}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.json().path("message").textValue()).contains("storage_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(etags(product)).isEqualTo(bucket.etag("/h/" + status + ".jpg"));
        assertThat(labels(product)).isEqualTo("Old");
    }

    @Test
    void aHeadThatIsNotAnsweredIsGivenUpAndNeverOverwritesAnETag() throws Exception {
        long product = syncedProduct("HANGS-1", "/h/1.jpg");
        bucket.hang("/h/1.jpg");

        Answer answer = connector.sync("HANGS-1", "{\"images\":[{\"file_path\":\"/h/1.jpg\",\"label\":\"X\"}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(etags(product)).isEqualTo(bucket.etag("/h/1.jpg"));
        assertThat(labels(product)).isEqualTo("Old");
    }

    @Test
    void whatComesAfterTheFaultIsDoneAsIfNothingHadBeen() throws Exception {
        long product = syncedProduct("AGAIN-1", "/a/1.jpg");
        bucket.fail("/a/1.jpg", 500);
        String request = "{\"images\":[{\"file_path\":\"/a/1.jpg\",\"label\":\"New\"}]}";
        assertThat(connector.sync("AGAIN-1", request).status()).isEqualTo(503);
        bucket.recover();

        assertThat(connector.sync("AGAIN-1", request).counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 0, skipped 0");
        assertThat(labels(product)).isEqualTo("New");
    }

    @Test
    void aMissingBucketIsAnOutageAndNoObjectCountsAsMissing() throws Exception {
        long product = syncedProduct("BUCKET-1", "/b/1.jpg");
        bucket.fail("/b/1.jpg", 404);
        bucket.fail(FaultyBucket.BUCKET, 404);

        Answer single = connector.sync("BUCKET-1", "{\"images\":[{\"file_path\":\"/b/1.jpg\"}]}");
        Answer bulk = connector.bulk("{\"items\":[{\"sku\":\"BUCKET-1\",\"images\":[{\"file_path\":\"/b/1.jpg\"}]}]}");

        assertThat(single.status()).as(single.body()).isEqualTo(503);
        assertThat(bulk.status()).as(bulk.body()).isEqualTo(503);
        assertThat(bulk.headers().firstValue("Retry-After")).isPresent();
        assertThat(bulk.body()).doesNotContain("file_not_found");
        assertThat(etags(product)).isEqualTo(bucket.etag("/b/1.jpg"));
    }

    @Test
    void aBucketThatMayNotBeAskedForIsThere() throws Exception {
        syncedProduct("LISTING-1", "/l/1.jpg");
        bucket.fail("/l/2.jpg", 404);
        bucket.fail(FaultyBucket.BUCKET, 403);

        Answer answer = connector.sync("LISTING-1", "{\"images\":[{\"file_path\":\"/l/1.jpg\"},{\"file_path\":\"/l/2.jpg\"}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/image_stats/warnings/0").textValue()).isEqualTo("file_not_found: /l/2.jpg");
    }

    @Test
    void aBucketThatForbidsItselfAndEverythingInItIsAnOutage() throws Exception {
        long product = syncedProduct("ALL-1", "/all/1.jpg");
        bucket.fail("/all/1.jpg", 403);
        bucket.fail(FaultyBucket.BUCKET, 403);

        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"ALL-1\",\"images\":[{\"file_path\":\"/all/1.jpg\",\"label\":\"X\"}]}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).contains("nacento.s3.ping-object-key");
        assertThat(etags(product)).isEqualTo(bucket.etag("/all/1.jpg"));
    }

    private long syncedProduct(String sku, String path) throws SQLException {
        long product = shop.addProduct(sku);
        assertThat(connector.sync(sku, "{\"images\":[{\"file_path\":\"" + path + "\",\"label\":\"Old\"}]}").status()).isEqualTo(200);
        return product;
    }

    private String etags(long product) throws SQLException {
        return shop.text("SELECT GROUP_CONCAT(COALESCE(s3_etag, 'NULL')) FROM {prefix}nacento_media_gallery_meta"
                + " JOIN {prefix}catalog_product_entity_media_gallery_value USING (record_id) WHERE entity_id = ?", product);
    }

    private String labels(long product) throws SQLException {
        return shop.text("SELECT GROUP_CONCAT(label) FROM {prefix}catalog_product_entity_media_gallery_value WHERE entity_id = ?", product);
    }

    private long images(long product) throws SQLException {
        return shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_to_entity WHERE entity_id = ?",
                product);
    }
}
