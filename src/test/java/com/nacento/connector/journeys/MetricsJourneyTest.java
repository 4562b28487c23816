package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.JourneyTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The metrics page, as Prometheus reads it. */
class MetricsJourneyTest extends JourneyTest {

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

    @AfterAll
    void closeBucket() {
        bucket.close();
    }

    @Test
    void everyRequestToS3IsCountedByOperationAndStatusBesideWhatCamelCounts() throws Exception {
        shop.addProduct("COUNTED-1");
        bucket.fail("/c/3.jpg", 404);

        assertThat(connector.sync("COUNTED-1", """
                {"images":[{"file_path":"/c/1.jpg"},{"file_path":"/c/2.jpg"},{"file_path":"/c/3.jpg"}]}""").status()).isEqualTo(200);

        assertThat(connector.observe("/observe/metrics").body().lines())
                .contains("nacento_s3_requests_total{operation=\"HeadObject\",status=\"200\"} 2.0",
                        "nacento_s3_requests_total{operation=\"HeadObject\",status=\"404\"} 1.0")
                .anyMatch(line -> line.startsWith("nacento_s3_requests_total{operation=\"HeadBucket\",status=\"200\"}"))
                .anyMatch(line -> line.startsWith("camel_exchanges_total{"));
    }
}
