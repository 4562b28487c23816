package com.nacento.connector.bucketevent;

import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.config.WorkSettings;
import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.sync.ChunkSize;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events of Ceph in the bucket {@code media}, and those who show the objects. */
final class BucketEventFixture {

    static final int MAX_ATTEMPTS = 2;
    private static final ImagePathRules PATHS = new ImagePathRules("media", "", Set.of("jpg"));

    private BucketEventFixture() {
    }

    static BucketEvents bean(Shop shop, Probe probe, BooleanSupplier stopping, MeterRegistry metrics) {
        return new BucketEvents(shop, PATHS, "media", "test.topic.bucket", new Refreshes(true, true, false), new ChunkSize(2),
                new WorkSettings(2, 10, 2, MAX_ATTEMPTS, Duration.ZERO, ImageExtensions.of(Set.of("jpg"))), probe, stopping, metrics);
    }

    static ObjectEventBatch batch(ReceivedMessage... messages) {
        return new ObjectEventBatch(List.of(messages), "media", PATHS);
    }

    static EventWork workOn(String... events) {
        return new EventWork(batch(message(events)), MAX_ATTEMPTS);
    }

    static ReceivedMessage message(String... events) {
        return new ReceivedMessage(
                Stream.of(events).collect(Collectors.joining(",", "{\"Records\":[", "]}")).getBytes(StandardCharsets.UTF_8),
                null, false);
    }

    static String written(String path, String etag) {
        return written(path, etag, 1);
    }

    static String written(String path, String etag, int second) {
        return event("ObjectCreated:Put", "media", "media/catalog/product" + path, etag, second);
    }

    static String removed(String path, int second) {
        return event("ObjectRemoved:Delete", "media", "media/catalog/product" + path, "of the old one", second);
    }

    static String event(String name, String bucket, String key, String etag, int second) {
        return ("{\"eventSource\":\"ceph:s3\",\"eventName\":\"%s\",\"eventTime\":\"2026-01-02T03:04:%02dZ\",\"s3\":{\"bucket\":"
                + "{\"name\":\"%s\"},\"object\":{\"key\":\"%s\",\"eTag\":\"%s\"}}}").formatted(name, second, bucket, key, etag);
    }

    /** The image of a product that a source has brought. */
    static ShownImage image(long product, String path, String etag) {
        return new ShownImage(product, product * 100, path, product * 100 + 1, etag, null, null, null, null);
    }

    /** The image of a product that nobody has brought. */
    static ShownImage nobodys(long product, String path) {
        return new ShownImage(product, product * 100, path, null, null, null, null, null, null);
    }

    /** Row of {@code find-products-of-images} and {@code find-shown-images}. */
    static Map<String, Object> row(long product, String path, String etag) {
        return Samples.row("product_id", product, "value_id", product * 100, "value", path, "etag_record", product * 100 + 1, "s3_etag",
                etag);
    }
}
