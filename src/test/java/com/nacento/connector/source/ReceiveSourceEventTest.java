package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.queue.Handed;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.routes.StubRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveSourceEventTest extends SourceRouteTest {

    @Test
    void whatIsSentGoesToTheBrokerAsItIs() {
        Exchange answer = call("no JSON at all", "secret");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("{}");
        assertThat(answer.getMessage().getHeaders()).containsOnlyKeys("Content-Type");
        assertThat(neighbour("publish-source-event").getReceivedExchanges()).singleElement().satisfies(sent -> {
            SourceEvent event = sent.getVariable("event", SourceEvent.class);
            assertThat(event.source()).isEqualTo("akeneo");
            assertThat(new String(event.body(), StandardCharsets.UTF_8)).isEqualTo("no JSON at all");
        });
        assertThat(broker.confirmed).isEqualTo(1);
        assertThat(spool.isEmpty()).isTrue();
        assertThat(metrics.get("nacento.source.last.event.timestamp").gauge().value()).isPositive();
    }

    @Test
    void whoDoesNotKnowTheSecretIsRefused() {
        double before = counted("nacento.source.events.received");

        assertThat(status(call("{}", "another"))).isEqualTo(401);

        assertThat(neighbour("publish-source-event").getReceivedCounter()).isZero();
        assertThat(counted("nacento.source.events.received")).isEqualTo(before);
    }

    @Test
    void anEmptyBodyIsATestOfTheAddress() {
        assertThat(call("", "secret").getException()).isNull();
        assertThat(status(call("", "another"))).isEqualTo(401);

        assertThat(neighbour("publish-source-event").getReceivedCounter()).isZero();
        assertThat(spool.isEmpty()).isTrue();
    }

    @Test
    void whileTheBrokerIsAwayItIsKept() throws Exception {
        fails("publish-source-event", Samples.outage(Outage.Part.BROKER));

        assertThat(call("1", "secret").getMessage().getBody(String.class)).isEqualTo("{}");

        assertThat(spool.next()).singleElement().satisfies(event -> assertThat(event.body()).isEqualTo(new byte[] {'1'}));
    }

    @Test
    void whatTheBrokerDoesNotTakeIsKept() {
        broker.away = true;

        assertThat(call("1", "secret").getException()).isNull();

        assertThat(spool.isEmpty()).isFalse();
    }

    @Test
    void whatIsOnlyConfirmedLateIsKeptAndHoldsUpNobody() throws Exception {
        AtomicBoolean confirmed = new AtomicBoolean();
        answers("publish-source-event", exchange -> exchange.getMessage().setBody(new Handed() {

            @Override
            public boolean isConfirmed() {
                return confirmed.get();
            }

            @Override
            public boolean isLost() {
                return false;
            }
        }));
        broker.late = true;

        assertThat(call("1", "secret").getException()).isNull();
        assertThat(call("2", "secret").getException()).isNull();

        assertThat(neighbour("publish-source-event").getReceivedCounter()).as("the broker works").isEqualTo(2);
        assertThat(kept()).isEqualTo(2);
        spool.settle();
        assertThat(kept()).isEqualTo(2);
        confirmed.set(true);
        spool.settle();
        assertThat(kept()).isZero();
        assertThat(spool.isEmpty()).as("nothing is published twice").isTrue();
    }

    private double kept() {
        SimpleMeterRegistry shown = new SimpleMeterRegistry();
        spool.show(shown);
        return shown.get("nacento.hooks.spooled.events").gauge().value();
    }

    @Test
    void whileOneWaitsTheNextWaitsBehindIt() throws Exception {
        broker.away = true;
        call("1", "secret");
        broker.away = false;

        call("2", "secret");

        assertThat(spool.next()).extracting(event -> new String(event.body(), StandardCharsets.UTF_8)).containsExactly("1", "2");
        assertThat(neighbour("publish-source-event").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void whatNeitherBrokerNorDiskCanTakeMayComeAgain() {
        broker.away = true;
        String large = "x".repeat(900_000);
        assertThat(call(large, "secret").getException()).isNull();

        assertThat(status(call(large, "secret"))).isEqualTo(429);
    }

    @Test
    void snsIsCalledBackOnlyWhereItSendsEventsOfTheBucketAndKnowsTheSecret() {
        String subscription = "{\"Type\":\"SubscriptionConfirmation\",\"SubscribeURL\":\"https://sns.eu-west-1.amazonaws.com/?Action=x\"}";
        assertThat(status(call("bucket", subscription, "another"))).isEqualTo(401);
        assertThat(call("akeneo", subscription, "secret").getException()).isNull();
        assertThat(neighbour("answer-sns-subscription").getReceivedCounter()).isZero();
        assertThat(neighbour("publish-source-event").getReceivedCounter()).isEqualTo(1);

        assertThat(call("bucket", subscription, "secret").getMessage().getBody(String.class)).isEqualTo("{}");

        assertThat(neighbour("answer-sns-subscription").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("publish-source-event").getReceivedCounter()).as("it is no event").isEqualTo(1);
    }

    @Test
    void aSubscriptionWithTheAddressOfSomebodyElseIsCalledNowhere() {
        call("bucket", "{\"Type\":\"SubscriptionConfirmation\",\"SubscribeURL\":\"https://example.org/\"}", "secret");

        assertThat(neighbour("answer-sns-subscription").getReceivedCounter()).isZero();
        assertThat(neighbour("publish-source-event").getReceivedCounter()).as("it becomes a dead letter").isEqualTo(1);
    }

    private Exchange call(String body, String secret) {
        return call("akeneo", body, secret);
    }

    private Exchange call(String source, String body, String secret) {
        return request("POST", "/hooks/{source}", StubRequest.of(body), Map.of("nacento-caller", source, "X-Key", secret));
    }

    private static int status(Exchange answer) {
        return answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class);
    }
}
