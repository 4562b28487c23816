package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.StubBucket;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class DetectImageChangeTest extends RouteTest {

    private static final String PATH = "/m/y/a.jpg";
    private static final String KEY = "media/catalog/product/m/y/a.jpg";

    @Test
    void anImageThatIsThereHasItsETagWithoutQuotes() {
        bucket.has(KEY, "\"9a0364b9e99bb480dd25e1f0284c8555\"");

        assertThat(answer()).isEqualTo(ETagAnswer.found("9a0364b9e99bb480dd25e1f0284c8555"));
        assertThat(bucket.asked()).containsExactly(KEY);
    }

    @Test
    void anImageMissingInS3IsAnAnswerAndNoFailure() {
        assertThat(answer().kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void aRefusedKeyIsNeitherMissingNorAnOutage() {
        bucket.fails(KEY, StubBucket.status(403));

        assertThat(answer()).isEqualTo(ETagAnswer.failed(Kind.REFUSED, "403 " + KEY));
    }

    @Test
    void aFailingServerGivesNoETagAndNoException() {
        bucket.fails(KEY, StubBucket.status(500));
        assertThat(answer()).isEqualTo(ETagAnswer.failed(Kind.FAILED, "500 " + KEY));

        bucket.fails(KEY, SdkClientException.create("Unable to execute HTTP request: timed out"));
        assertThat(answer().kind()).isEqualTo(Kind.FAILED);
        assertThat(answer().detail()).contains(KEY, "timed out");
    }

    @Test
    void startingAsksTheBucketNothing() {
        assertThat(context.getRouteController().getRouteStatus(route).isStarted()).isTrue();
        assertThat(bucket.asked()).isEmpty();
    }

    private ETagAnswer answer() {
        Exchange exchange = send(PATH);
        assertThat(exchange.getException()).isNull();
        ImageETag answer = exchange.getMessage().getBody(ImageETag.class);
        assertThat(answer.path()).isEqualTo(PATH);
        return answer.answer();
    }
}
