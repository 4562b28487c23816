package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.StubBucket;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

class CheckBucketTest extends RouteTest {

    @Override
    protected void settings(Properties properties) {
        properties.setProperty("nacento.s3.ping-object-key", "");
    }

    @Test
    void aBucketThatAnswersLetsTheWorkGoOn() {
        Exchange answer = send("kept");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("kept");
        assertThat(bucket.asked()).as("the bucket, and once whether it is this bucket that answers").containsExactly("",
                "look at media/catalog/product");

        assertThat(send("kept").getException()).isNull();
        assertThat(bucket.asked()).hasSize(3);
    }

    @Test
    void aBucketThatSays403IsThere() {
        bucket.isAway(StubBucket.status(403));

        assertThat(send("any").getException()).isNull();
    }

    @Test
    void aBucketThatIsNotThereIsAnOutage() {
        bucket.isAway(NoSuchBucketException.builder().statusCode(404).build());

        assertThat(send("any").getException()).isInstanceOfSatisfying(Outage.class, outage -> {
            assertThat(outage.part()).isEqualTo(Outage.Part.STORAGE);
            assertThat(outage).hasMessageContaining("there is no bucket media; check nacento.s3.bucket");
        });
    }

    @Test
    void aStorageThatDoesNotAnswerIsAnOutage() {
        bucket.isAway(SdkClientException.create("Unable to execute HTTP request: Connection refused"));

        assertThat(send("any").getException()).isInstanceOf(Outage.class).hasMessageContaining("does not answer")
                .hasMessageContaining("Connection refused");
    }
}
