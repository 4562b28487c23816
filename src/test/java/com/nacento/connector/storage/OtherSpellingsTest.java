package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.S3Stub.Trouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class OtherSpellingsTest {

    private static final String ROOT = "shop/media/catalog/product";

    private final S3Stub stub = S3Stub.start(0);
    private final S3Client client = S3Client.builder().endpointOverride(stub.endpoint()).forcePathStyle(true).region(Region.US_EAST_1)
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"))).build();
    private final OtherSpellings spellings = spellings(true);

    @AfterEach
    void stop() {
        client.close();
        stub.close();
    }

    @ParameterizedTest
    @CsvSource({
        // macOS writes ü as u and two dots, and so do what it packs and uploads
        "/m/u/m\u00FCtze.jpg, /m/u/mu\u0308tze.jpg", "/m/u/mu\u0308tze.jpg, /m/u/m\u00FCtze.jpg", "/u/b/\u00FCber.jpg, /u/b/u\u0308ber.jpg",
        "/M\u00FCller/a.jpg, /Mu\u0308ller/a.jpg",
        "/l/o/logo.jpg, /l/o/Logo.JPG", "/l/o/LOGO.jpg, /l/o/logo.jpg", "/u/b/\u00FCber.jpg, /u/b/\u00DCBER.jpg",
        "/l/o/logo.jpg, /l/o/logo.JPG",
        // a console's address has + for a blank and %2B for a plus
        "/a/b/a+b.jpg, /a/b/a b.jpg", "/a/b/a b.jpg, /a/b/a+b.jpg", "/a/b/a%20b.jpg, /a/b/a b.jpg", "/a/b/a b.jpg, /a/b/a%20b.jpg",
        "/a/b/a%2Bb.jpg, /a/b/a+b.jpg", "/my+photos/a.jpg, /my photos/a.jpg", "/u/b/%C3%BCber.jpg, /u/b/\u00FCber.jpg",
        "/u/b/\u00FCber.jpg, /u/b/%C3%BCber.jpg",
        "/a/1/100%.jpg, /a/1/100%.JPG"})
    void whatMeansTheSameIsNamed(String asked, String there) {
        stub.put(ROOT + there, "e");

        assertThat(spellings.of(asked)).contains(ROOT + there);
    }

    @ParameterizedTest
    @CsvSource({"/l/o/logo.jpg, /l/o/logo-1.jpg", "/l/o/logo.jpg, /l/o/logo.png", "/m/u/m\u00FCtze.jpg, /m/u/mutze.jpg",
        "/l/o/logo.jpg, /l/a/logo.jpg"})
    void whatMeansSomethingElseIsNot(String asked, String there) {
        stub.put(ROOT + there, "e");

        assertThat(spellings.of(asked)).isEmpty();
        assertThat(spellings.note(asked, false)).isNull();
    }

    @Test
    void theNoteSaysWhichKeyWasAskedForWhereThePathWasSentOtherwise() {
        stub.put(ROOT + "/l/o/Logo.jpg", "e");

        assertThat(spellings.note("/l/o/logo.jpg", true))
                .isEqualTo("asked for as " + ROOT + "/l/o/logo.jpg, the bucket has " + ROOT + "/l/o/Logo.jpg");
        assertThat(spellings.note("/l/o/other.jpg", true)).isEqualTo("asked for as " + ROOT + "/l/o/other.jpg");
        assertThat(spellings.note("/l/o/logo.jpg", false)).isEqualTo("the bucket has " + ROOT + "/l/o/Logo.jpg");
    }

    @Test
    void aRequestListsTwentyPagesAtTheMost() {
        IntStream.range(0, 100).forEach(i -> spellings.of("/%d/a/missing.jpg".formatted(i)));

        assertThat(stub.counts()).containsEntry("LIST", 20L).doesNotContainKey("HEAD");
    }

    @Test
    void missingImagesOfOneFolderShareItsPages() {
        IntStream.range(0, 100).forEach(i -> spellings.of("/s/k/sku-%d.jpg".formatted(i)));

        assertThat(stub.counts()).containsEntry("LIST", 2L);
    }

    @Test
    void aBucketThatMayNotBeListedOrDoesNotAnswerIsNotAskedAgain() {
        stub.trouble(Trouble.ACCESS_DENIED, 1);
        assertThat(spellings.of("/a/a.jpg")).isEmpty();
        assertThat(spellings.of("/b/b.jpg")).isEmpty();
        assertThat(spellings(false).of("/c/c.jpg")).isEmpty();

        assertThat(stub.counts()).containsEntry("LIST", 1L);
    }

    private OtherSpellings spellings(boolean listed) {
        return new OtherSpellings(client, S3Stub.BUCKET, ROOT, listed);
    }
}
