package com.nacento.connector.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3StubTest {

    private S3Stub stub;
    private S3Client client;

    @BeforeEach
    void start() {
        stub = S3Stub.start(0);
        client = S3Client.builder().endpointOverride(stub.endpoint()).forcePathStyle(true).region(Region.US_EAST_1)
                .httpClientBuilder(AwsCrtHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"))).build();
    }

    @AfterEach
    void stop() {
        client.close();
        stub.close();
    }

    @Test
    void anObjectHasItsETagInQuotes() {
        stub.put("media/a b+c.jpg", "e1");

        assertThat(client.headObject(head -> head.bucket(S3Stub.BUCKET).key("media/a b+c.jpg")).eTag()).isEqualTo("\"e1\"");
        assertThatThrownBy(() -> client.headObject(head -> head.bucket(S3Stub.BUCKET).key("media/other.jpg")))
                .isInstanceOf(NoSuchKeyException.class);
        client.headBucket(head -> head.bucket(S3Stub.BUCKET));
        assertThat(stub.counts()).containsEntry("HEAD", 2L).containsEntry("BUCKET", 1L).containsEntry("200", 2L).containsEntry("404", 1L)
                .doesNotContainKey("LIST");
    }

    @Test
    void aListIsInTheOrderOfBytesAndLosesNoKeyBetweenPages() {
        // in the order of Java's strings the last two would change places
        List<String> keys = List.of("a b.jpg", "a&amp;.jpg", "a+b.jpg", "a<b>\"c\".jpg", "ä.jpg", "\uFF5E.jpg", "\uD83D\uDE00.jpg");
        keys.forEach(key -> stub.put(key, "e"));

        assertThat(pages(2)).containsExactlyElementsOf(keys);
        assertThat(stub.counts()).containsEntry("LIST", 4L);
        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).startAfter("a+b.jpg")).contents()).extracting(S3Object::key)
                .containsExactlyElementsOf(keys.subList(3, 7));
        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).prefix("a").maxKeys(3)).isTruncated()).isTrue();
        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).prefix("a").maxKeys(4)).isTruncated()).isFalse();
    }

    @Test
    void nobodyGetsMoreThanAThousandKeysAtOnce() {
        for (int i = 0; i < 1_001; i++) {
            stub.put("key-" + i, "e");
        }

        ListObjectsV2Response page = client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).maxKeys(5_000));
        assertThat(page.keyCount()).isEqualTo(1_000);
        assertThat(page.isTruncated()).isTrue();
    }

    @Test
    void aShareOfTheRequestsIsToldToSlowDown() {
        stub.errors(1);

        assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET))).isInstanceOfSatisfying(S3Exception.class,
                failure -> {
                    assertThat(failure.statusCode()).isEqualTo(503);
                    assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
                });
        assertThat(stub.counts()).containsEntry("503", 1L);
    }

    @Test
    void aListingThatLagsLeavesKeysOutAndShowsOldETagsButHeadDoesNot() {
        List.of("a.jpg", "b.jpg", "c.jpg").forEach(key -> stub.put(key, "new"));
        stub.leaveOut("a.jpg");
        stub.show("b.jpg", "old");

        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET)).contents()).extracting(S3Object::key, S3Object::eTag)
                .containsExactly(tuple("b.jpg", "\"old\""), tuple("c.jpg", "\"new\""));
        assertThat(client.headObject(head -> head.bucket(S3Stub.BUCKET).key("a.jpg")).eTag()).isEqualTo("\"new\"");
        stub.catchUp();
        assertThat(pages(2)).containsExactly("a.jpg", "b.jpg", "c.jpg");
    }

    @Test
    void aServerCanHaveQuirksOfItsOwn() {
        List.of("a b.jpg", "c.jpg").forEach(key -> stub.put(key, "e"));

        stub.quirk(S3Stub.Quirk.RAW_KEYS, true);
        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).encodingType("url")).contents()).extracting(S3Object::key)
                .containsExactly("a b.jpg", "c.jpg");
        stub.put("a+b.jpg", "e");
        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).encodingType("url")).contents()).extracting(S3Object::key)
                .containsExactly("a b.jpg", "a b.jpg", "c.jpg");
        stub.quirk(S3Stub.Quirk.RAW_KEYS, false);
        stub.quirk(S3Stub.Quirk.ENCODED_KEYS, true);
        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).encodingType("url")).contents()).extracting(S3Object::key)
                .containsExactly("a+b.jpg", "a%2Bb.jpg", "c.jpg");
        stub.quirk(S3Stub.Quirk.ENCODED_KEYS, false);
        stub.quirk(S3Stub.Quirk.OTHER_ETAGS, true);
        assertThat(client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET).prefix("c")).contents())
                .extracting(S3Object::key, S3Object::eTag)
                .containsExactly(tuple("c.jpg", "\"0xe-1\""));
        assertThat(client.headObject(head -> head.bucket(S3Stub.BUCKET).key("c.jpg")).eTag()).isEqualTo("\"e\"");
        stub.quirk(S3Stub.Quirk.NEEDS_PREFIX, true);
        assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET))).isInstanceOfSatisfying(S3Exception.class,
                failure -> assertThat(failure.statusCode()).isEqualTo(403));
    }

    @Test
    void rotatedKeysAreToldInTheBodyOfAListing() {
        stub.trouble(S3Stub.Trouble.UNKNOWN_KEY, 1);

        assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket(S3Stub.BUCKET))).isInstanceOfSatisfying(S3Exception.class,
                failure -> {
                    assertThat(failure.statusCode()).isEqualTo(403);
                    assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("InvalidAccessKeyId");
                });
    }

    private List<String> pages(int keysPerPage) {
        List<String> keys = new ArrayList<>();
        String token = null;
        do {
            String next = token;
            ListObjectsV2Response page = client
                    .listObjectsV2(list -> list.bucket(S3Stub.BUCKET).maxKeys(keysPerPage).continuationToken(next));
            page.contents().forEach(object -> keys.add(object.key()));
            token = page.nextContinuationToken();
        } while (token != null);
        return keys;
    }
}
