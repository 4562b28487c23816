package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ImageObjectsTest {

    private static final String KEY = "media/catalog/product/a.jpg";

    private final ImageObjects objects = new ImageObjects("pub");

    @ParameterizedTest
    @CsvSource({"'\"abc\"', abc", "abc, abc", "'W/\"abc\"', abc", "'\"abc-3\"', abc-3"})
    void theETagIsKeptWithoutHttpsQuotes(String sent, String kept) {
        assertThat(head(sent)).isEqualTo(ETagAnswer.found(kept));
        assertThat(head(sent).etag()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "W/\"\""})
    void anEmptyETagIsNoAnswer(String sent) {
        assertThat(head(sent).kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void anETagThatIsAbsentOrLongerThanItsColumnIsNoAnswer() {
        assertThat(head(null).kind()).isEqualTo(Kind.FAILED);
        assertThat(head("x".repeat(256)).kind()).isEqualTo(Kind.FAILED);
        assertThat(head("x".repeat(255)).kind()).isEqualTo(Kind.FOUND);
    }

    @Test
    void a404IsMissingA403IsRefusedAndAllElseIsNoAnswer() {
        assertThat(objects.notFound(new RuntimeException(NoSuchKeyException.builder().statusCode(404).build()), KEY)).isEqualTo(ETagAnswer.missing());
        assertThat(objects.notFound(status(403), KEY)).isEqualTo(ETagAnswer.failed(Kind.REFUSED, "403 " + KEY));
        assertThat(objects.notFound(status(500), KEY)).isEqualTo(ETagAnswer.failed(Kind.FAILED, "500 " + KEY));
        assertThat(objects.notFound(SdkClientException.create("timed out"), KEY)).isEqualTo(ETagAnswer.failed(Kind.FAILED, KEY + ": timed out"));
        assertThat(objects.notFound(new RuntimeException((String) null), KEY).isFailure()).isTrue();
    }

    @Test
    void aBucketThatAnswersOrSaysForbiddenIsThere() {
        assertThat(objects.bucketAnswered(true)).isTrue();
        assertThat(objects.bucketFailed(status(403))).isTrue();
    }

    @Test
    void aBucketThatIsNotThereOrDoesNotAnswerIsAnOutage() {
        assertThatThrownBy(() -> objects.bucketAnswered(false)).isInstanceOf(Outage.class).hasMessageContaining("nacento.s3.bucket");
        assertThatThrownBy(() -> objects.bucketFailed(status(503))).isInstanceOf(Outage.class).hasMessageContaining("503");
        assertThatThrownBy(() -> objects.bucketFailed(SdkClientException.create("x".repeat(1000)))).isInstanceOf(Outage.class)
                .satisfies(outage -> assertThat(outage.getMessage().length()).isLessThan(260));
    }

    private ETagAnswer head(String etag) {
        return objects.found(HeadObjectResponse.builder().eTag(etag).build(), KEY);
    }

    private static Exception status(int code) {
        return (Exception) S3Exception.builder().statusCode(code).message("status " + code).build();
    }
}
