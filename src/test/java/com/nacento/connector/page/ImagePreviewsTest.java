package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.S3Stub.Quirk;
import com.nacento.connector.storage.S3Clients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;

class ImagePreviewsTest {

    /** Without a deadline it would be given up by the time-out of the settings, minutes later. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBodyThatStallsIsGivenUpAndGivesItsPlaceBack() {
        try (S3Stub bucket = S3Stub.start(0)) {
            bucket.quirk(Quirk.STALLS_IN_BODY, true);
            StorageSettings settings = new StorageSettings(Optional.of(bucket.endpoint()), "auto", S3Stub.BUCKET, "", true,
                    Optional.of(new StorageSettings.Keys("key", "secret")), 4, LookUp.AUTO, Duration.ofMinutes(5), Optional.empty());
            try (S3Client client = S3Clients.create(settings, new SimpleMeterRegistry())) {
                ImagePreviews previews = new ImagePreviews(client, S3Stub.BUCKET, new ImagePathRules(S3Stub.BUCKET, "", Set.of("jpg")));

                // as many as there are places
                assertThat(IntStream.range(0, 2).parallel().mapToObj(i -> catchThrowable(() -> previews.preview("path=%2Fa.jpg"))))
                        .allSatisfy(failure -> assertThat(failure).isInstanceOf(Outage.class).hasMessageContaining("too slowly"));
                bucket.quirk(Quirk.STALLS_IN_BODY, false);

                assertThat(catchThrowable(() -> previews.preview("path=%2Fa.jpg"))).as("it has a place").isInstanceOf(Outage.class)
                        .hasMessageContaining("hands the picture out").hasMessageContaining("NotImplemented");
            }
        }
    }
}
