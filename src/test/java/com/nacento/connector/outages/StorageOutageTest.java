package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageOutageTest extends OutageTest {

    @Test
    void theServiceStartsWithoutTheBucketAndRecoversByItself() throws SQLException {
        addProduct("s3-1");
        storage.cut();
        Instant cut = Instant.now();
        start();
        assertAwayAndRecovers("s3-1", cut);
    }

    @Test
    void theServiceOutlivesTheBucketAndRecoversByItself() throws SQLException {
        addProduct("s3-2");
        start();
        assertThat(sync("s3-2", "before").status()).isEqualTo(200);
        Instant cut = Instant.now();
        storage.cut();
        assertAwayAndRecovers("s3-2", cut);
    }

    @Test
    void keysThatAreRotatedAreAnOutageThatSaysSoAndCostNoMessage() throws SQLException {
        try (S3Stub bucket = S3Stub.start(0)) {
            addProduct("s3-3");
            bucket.put("media/catalog/product/o/u/out.jpg", "abc");
            Map<String, String> settings = settings();
            settings.put("nacento.s3.endpoint", bucket.endpoint().toString());
            settings.put("nacento.s3.bucket", S3Stub.BUCKET);
            // if the bucket comes back between the answer for an object and its own, that looks like a refused object, once
            settings.put("nacento.retry.max-attempts", "2");
            connector = RunningConnector.start(shop, settings);
            Instant rotated = Instant.now();
            bucket.refuse(403, "InvalidAccessKeyId");

            assertUnavailable(sync("s3-3", "away"));
            assertThat(connector.bulk(request("s3-3", "away")).body()).contains("InvalidAccessKeyId", "nacento.s3.access-key");
            assertHealthNames("storage", rotated);
            assertThat(connector.observe("/observe/health").body()).contains("InvalidAccessKeyId", "nacento.s3.access-key");
            String uuid = Bulks.uuid(connector.bulkAsync(request("s3-3", "by queue")));
            // tried more often than it may fail
            long asked = bucket.counts().getOrDefault("403", 0L);
            soon().until(() -> bucket.counts().getOrDefault("403", 0L) > asked + 12);
            assertThat(bulks.statuses(uuid)).containsExactly("1:4");
            assertThat(queues.count(ShopQueues.DEAD)).isZero();

            bucket.refuseNothing();
            bulks.awaitStatuses(uuid, "1:1");
            assertHealthyAgain();
        }
    }

    private void assertAwayAndRecovers(String sku, Instant cut) throws SQLException {
        var before = galleries.of(sku);
        assertUnavailable(sync(sku, "away"));
        assertUnavailable(connector.bulk(request(sku, "away")));
        assertHealthNames("storage", cut);
        // submitting needs no bucket
        String uuid = Bulks.uuid(connector.bulkAsync(request(sku, "by queue")));
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
        assertThat(galleries.of(sku)).isEqualTo(before);

        storage.open();
        assertHealthyAgain();
        bulks.awaitStatuses(uuid, "1:1");
        assertThat(galleries.of(sku)).containsExactly("/o/u/out.jpg|by queue|1|0");
        soon().untilAsserted(() -> assertThat(sync(sku, "after").status()).isEqualTo(200));
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
        assertThat(shop.number("SELECT COUNT(*) FROM nacento_media_gallery_meta WHERE s3_etag IS NULL OR s3_etag = ''")).isZero();
    }
}
