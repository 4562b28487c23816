package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.S3Stub.Quirk;
import com.nacento.connector.lab.stage.S3Stub.Trouble;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a bucket says about an object and about itself, by the client of the service. */
class ImageObjectsTest {

    private static final String ROOT = "media/catalog/product";
    private static final String KEY = ROOT + "/a.jpg";

    private final S3Stub bucket = S3Stub.start(0);
    private StorageSettings settings = settings(S3Stub.BUCKET, bucket.endpoint(), true, Optional.empty());
    private S3Client client = S3Clients.create(settings, new SimpleMeterRegistry());
    private ImageObjects objects = new ImageObjects(client, settings, ROOT);

    @AfterEach
    void close() {
        client.close();
        bucket.close();
    }

    @ParameterizedTest
    @CsvSource({"'\"abc\"', abc", "abc, abc", "'W/\"abc\"', abc", "'\"abc-3\"', abc-3"})
    void theETagIsKeptWithoutHttpsQuotes(String sent, String kept) {
        assertThat(head(sent)).isEqualTo(ETagAnswer.found(kept));
        assertThat(head(sent).etag()).isEqualTo(kept);
    }

    @Test
    void a404IsMissingA403IsRefusedAndAllElseIsNoAnswer() {
        assertThat(objects.notFound(new RuntimeException(NoSuchKeyException.builder().statusCode(404).build()), KEY))
                .isEqualTo(ETagAnswer.missing());
        assertThat(objects.notFound(status(403), KEY)).isEqualTo(ETagAnswer.failed(Kind.REFUSED, "403 " + KEY));
        assertThat(objects.notFound(status(500), KEY)).isEqualTo(ETagAnswer.failed(Kind.FAILED, "500 " + KEY));
        assertThat(objects.notFound(SdkClientException.create("timed out"), KEY))
                .isEqualTo(ETagAnswer.failed(Kind.FAILED, KEY + ": timed out"));
        assertThat(objects.notFound(new RuntimeException((String) null), KEY).isFailure()).isTrue();
    }

    /** Ceph and Amazon alike, for a user who may list below a prefix only. */
    @Test
    void aMissingObjectThatHeadHidesBehind403IsMissingWhereItsKeyMayBeListed() {
        bucket.quirk(Quirk.HIDES_MISSING, true);
        bucket.quirk(Quirk.NEEDS_PREFIX, true);
        bucket.put(ROOT + "/a.jpg.bak", "other");

        assertThat(ask(KEY)).as("a longer key is another one").isEqualTo(ETagAnswer.missing());
        assertThat(objects.bucketAnswers()).as("it lets itself be listed below the prefix").isTrue();
    }

    @Test
    void anObjectThatIsThereAndMayNotBeReadStaysRefused() {
        bucket.put(KEY, "abc");
        bucket.forbid(KEY);

        assertThat(ask(KEY)).isEqualTo(ETagAnswer.failed(Kind.REFUSED, "403 " + KEY));
        assertThat(objects.bucketAnswers()).as("another object's trouble is nobody else's").isTrue();
    }

    @Test
    void whatALaggingListingLeavesOutAfterARefusalThatHasPassedIsNotMissing() {
        bucket.put(KEY, "abc");
        bucket.leaveOut(KEY);

        assertThat(objects.refused(ETagAnswer.failed(Kind.REFUSED, "403 " + KEY), KEY)).isEqualTo(ETagAnswer.found("abc"));
    }

    @Test
    void aRefusalThatHasPassedBeforeTheListingIsNone() {
        bucket.put(KEY, "abc");

        assertThat(objects.refused(ETagAnswer.failed(Kind.REFUSED, "403 " + KEY), KEY)).isEqualTo(ETagAnswer.found("abc"));
    }

    @Test
    void aBucketThatMayNotBeListedIsNotAskedForEachRefusedKey() {
        bucket.put(ROOT + "/readable.jpg", "abc");
        assertThat(ask(ROOT + "/readable.jpg").kind()).isEqualTo(Kind.FOUND);
        bucket.quirk(Quirk.HIDES_MISSING, true);
        bucket.forbid("");
        bucket.resetCounts();

        for (int i = 0; i < 5; i++) {
            assertThat(ask(ROOT + "/missing-" + i + ".jpg").kind()).isEqualTo(Kind.REFUSED);
        }

        assertThat(bucket.counts()).containsEntry("LIST", 1L);
        assertThat(objects.bucketAnswers()).as("an object that was read can still be read").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"403,InvalidAccessKeyId,nacento.s3.access-key", "403,SignatureDoesNotMatch,nacento.s3.secret-key",
        "403,RequestTimeTooSkewed,NTP",
        "400,ExpiredToken,nacento.s3.secret-key", "403,InvalidToken,nacento.s3.secret-key", "403,AllAccessDisabled,account",
        "403,AccountProblem,account",
        "403,UserSuspended,account", "403,NotEntitled,account", "401,Unauthorized,nacento.s3.access-key",
        "404,NoSuchBucket,nacento.s3.bucket",
        "301,PermanentRedirect,nacento.s3.region", "400,AuthorizationHeaderMalformed,nacento.s3.region",
        "307,TemporaryRedirect,nacento.s3.region",
        "403,SecondLevelDomainForbidden,nacento.s3.path-style=false", "403,PathStyleDomainForbidden,nacento.s3.path-style=false"})
    void whatAllRequestsHaveInCommonIsAnOutageThatSaysTheCodeAndWhatToDo(int status, String code, String advice) {
        bucket.put(KEY, "abc");
        assertThat(ask(KEY).kind()).isEqualTo(Kind.FOUND);
        bucket.refuse(status, code);

        assertThat(ask(KEY).isFailure() || status == 404).isTrue();
        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class).hasMessageStartingWith(code + ": ")
                .hasMessageContaining(advice)
                .satisfies(outage -> assertThat(outage.getMessage().length()).as("no answer is cut off").isLessThan(200));

        bucket.refuseNothing();
        assertThat(objects.bucketAnswers()).isTrue();
    }

    @Test
    void aBucketInAnotherRegionSaysInWhich() {
        bucket.refuse(301, "PermanentRedirect", "eu-central-1");

        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class).hasMessageContaining("another region, eu-central-1");
    }

    @Test
    void aBucketThatDeniesEverythingIsAnOutage() {
        bucket.put(KEY, "abc");
        assertThat(ask(KEY).kind()).isEqualTo(Kind.FOUND);
        bucket.trouble(Trouble.ACCESS_DENIED, 1);

        assertThat(ask(KEY).kind()).isEqualTo(Kind.REFUSED);
        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class).hasMessageStartingWith("AccessDenied: ")
                .hasMessageContaining("s3:GetObject");
    }

    @Test
    void aBucketThatDeniesItselfAndHasRefusedNoKeyYetIsThere() {
        bucket.trouble(Trouble.ACCESS_DENIED, 1);
        assertThat(objects.bucketAnswers()).isTrue();

        assertThat(ask(KEY).kind()).isEqualTo(Kind.REFUSED);
        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class);
    }

    @Test
    void aBucketThatIsNotThereIsSaidWithItsSettings() {
        use(settings("no-such-bucket", bucket.endpoint(), true, Optional.empty()));

        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class).hasMessage(
                "NoSuchBucket: there is no bucket no-such-bucket; check nacento.s3.bucket, nacento.s3.endpoint and nacento.s3.path-style");
    }

    @Test
    void aPingObjectThatIsNotThereIsSaidWithItsSetting() {
        use(settings(S3Stub.BUCKET, bucket.endpoint(), true, Optional.of("no/such/object")));

        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class)
                .hasMessage("there is no object no/such/object; check nacento.s3.ping-object-key");
    }

    @Test
    void aBucketInTheHostNameThatNobodyKnowsIsSaidWithItsSetting() {
        use(settings("media", URI.create("http://nowhere.invalid"), false, Optional.empty()));

        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class).hasMessageContaining("nacento.s3.path-style=true")
                .hasMessageContaining("media.nowhere.invalid");
    }

    @Test
    void aStorageThatDoesNotAnswerIsAnOutage() {
        bucket.trouble(Trouble.INTERNAL_ERROR, 1);
        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class).hasMessageStartingWith("status 500: ");

        use(settings("media", URI.create("http://127.0.0.1:1"), true, Optional.empty()));
        assertThatThrownBy(objects::bucketAnswers).isInstanceOf(Outage.class).hasMessageContaining("does not answer")
                .hasMessageContaining("nacento.s3.endpoint");
    }

    @Test
    void anObjectThatHasAChecksumIsToldByItAndItsSize() {
        bucket.put(KEY, "abc");
        assertThat(ask(KEY)).isEqualTo(ETagAnswer.found("abc"));
        bucket.checksum(KEY, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(ask(KEY).content()).isEqualTo("123456 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(objects.found(
                HeadObjectResponse.builder().eTag("abc").contentLength(7L).checksumCRC64NVME("AAAAAAAAAAA=").checksumCRC32("AAAAAA==")
                        .build(),
                KEY).content()).as("the strongest").isEqualTo("7 AAAAAAAAAAA=");
        assertThat(objects.found(HeadObjectResponse.builder().eTag("abc").contentLength(7L).checksumSHA256("A".repeat(500)).build(), KEY)
                .content()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 501})
    void whoIsRefusedChecksumsIsAskedWithout(int status) {
        bucket.put(KEY, "abc");
        bucket.checksum(KEY, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        bucket.refuseChecksums(status);
        assertThat(ask(KEY)).isEqualTo(ETagAnswer.found("abc"));
        assertThat(ask(KEY)).isEqualTo(ETagAnswer.found("abc"));
        assertThat(bucket.counts()).as("the second time at once").containsEntry("HEAD", 3L);
    }

    @Test
    void aKeyThatIsRefusedAnywayDoesNotEndTheAskingForChecksums() {
        bucket.put(KEY, "abc");
        bucket.checksum(KEY, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        bucket.put(ROOT + "/b.jpg", "def");
        bucket.forbid(ROOT + "/b.jpg");
        assertThat(ask(ROOT + "/b.jpg").kind()).isEqualTo(Kind.REFUSED);
        assertThat(ask(KEY).content()).isNotNull();
    }

    @Test
    void aServerThatTakesFourAtOnceAndRefusesTheRestAnswersForEachObject() throws Exception {
        bucket.latency(2);
        bucket.mostAtOnce(4);
        ExecutorService callers = Executors.newFixedThreadPool(512);
        try {
            List<Future<ETagAnswer>> asked = IntStream.range(0, 3_000).mapToObj(i -> callers.submit(() -> ask(ROOT + "/" + i + ".jpg")))
                    .toList();
            for (Future<ETagAnswer> answer : asked) {
                assertThat(answer.get()).isEqualTo(ETagAnswer.missing());
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private void use(StorageSettings other) {
        client.close();
        settings = other;
        client = S3Clients.create(settings, new SimpleMeterRegistry());
        objects = new ImageObjects(client, settings, ROOT);
    }

    /** As the route detect-image-change does. */
    private ETagAnswer ask(String key) {
        try {
            return objects.found(client.headObject(head -> head.bucket(settings.bucket()).key(key)), key);
        } catch (SdkException e) {
            ETagAnswer answer = objects.notFound(e, key);
            return answer.kind() == Kind.REFUSED ? objects.refused(answer, key) : answer;
        }
    }

    private static StorageSettings settings(String bucket, URI endpoint, boolean pathStyle, Optional<String> ping) {
        return new StorageSettings(Optional.of(endpoint), "auto", bucket, "", pathStyle,
                Optional.of(new StorageSettings.Keys("key", "secret")), 512,
                LookUp.AUTO, Duration.ofSeconds(10), ping);
    }

    private ETagAnswer head(String etag) {
        return objects.found(HeadObjectResponse.builder().eTag(etag).build(), KEY);
    }

    private static Exception status(int code) {
        return (Exception) S3Exception.builder().statusCode(code).message("status " + code).build();
    }
}
