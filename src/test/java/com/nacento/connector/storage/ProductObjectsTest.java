package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.lab.stage.S3Stub;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductObjectsTest {

    private static final String ROOT = "media/catalog/product";
    private static final String HASH = "0123456789abcdef0123456789abcdef";

    private final S3Stub bucket = S3Stub.start(0);
    private ProductObjects objects;

    @BeforeEach
    void open() {
        objects = new ProductObjects(new StorageSettings(Optional.of(bucket.endpoint()), "us-east-1", S3Stub.BUCKET, "", true,
                Optional.of(new StorageSettings.Keys("key", "secret")), 8, LookUp.AUTO, Duration.ofSeconds(10), Optional.empty()), ROOT);
    }

    @AfterEach
    void close() {
        objects.close();
        bucket.close();
    }

    /** Few folders are listed each by itself, many in one go; of copies neither sees more than a page. */
    @ParameterizedTest
    @CsvSource({"20, 200", "1500, 2"})
    void allOriginalsAreListedOnce(int folders, int files) {
        IntStream.range(0, folders * files).forEach(i -> bucket.put(ROOT + "/f" + i % folders + "/ü " + i + ".jpg", "e" + i));
        IntStream.range(0, 5_000).forEach(i -> bucket.put(ROOT + "/cache/" + HASH + "/f/" + i + ".jpg", "copy"));
        bucket.put(ROOT + "/top.jpg", "top");
        bucket.put("media/catalog/product2/other.jpg", "other");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        objects.originals(object -> {
            if (ProductObjects.isOriginal(object.path())) {
                assertThat(seen.add(object.path())).as(object.path()).isTrue();
            }
        });
        assertThat(seen).hasSize(folders * files + 1).contains("/f0/ü 0.jpg", "/top.jpg");

        Set<String> copies = ConcurrentHashMap.newKeySet();
        objects.copies(object -> copies.add(ProductObjects.originalOf(object.path())));
        assertThat(copies).hasSize(5_000).contains("/f/0.jpg");
    }

    @Test
    void aBucketThatDoesNotLetItselfBeListedIsAnOutage() {
        bucket.refuse(403, "AccessDenied");
        assertThatThrownBy(() -> objects.originals(object -> {})).isInstanceOf(Outage.class).hasMessageContaining("s3:ListBucket");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "/cache/" + HASH + "/a/b/ab.jpg, /a/b/ab.jpg",
        "/cache/1/image/700x560/" + HASH + "/a/b/ab.jpg, /a/b/ab.jpg",
        "/cache/" + HASH + "/placeholder/default/x.jpg, -",
        "/cache/small_image/a.jpg, -"})
    void aCopyNamesItsOriginal(String copy, String original) {
        assertThat(ProductObjects.originalOf(copy)).isEqualTo(original);
    }
}
