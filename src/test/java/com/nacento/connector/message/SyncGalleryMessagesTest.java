package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.sync.SyncCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncGalleryMessagesTest extends RouteTest {

    private static final ReceivedMessage MESSAGE = message("{\"sku\":\"SKU-10\",\"images\":[]}", "message-1");
    private static final ReceivedMessage OTHER = message("{\"sku\":\"SKU-11\",\"images\":[]}", "message-2");

    @Test
    void gatheredMessagesAreOneRound() {
        assertThat(send(List.of(MESSAGE, OTHER)).getException()).isNull();

        assertThat(rounds()).singleElement().satisfies(round -> assertThat(round.call().skus()).containsExactly("SKU-10", "SKU-11"));
    }

    @Test
    void aMessageThatIsThereTwiceIsLookedAtAgainWhenTheFirstIsDone() {
        assertThat(send(List.of(MESSAGE, MESSAGE)).getException()).isNull();

        assertThat(rounds()).hasSize(2).extracting(MessageWork::call).extracting(SyncCall::skus).containsOnly(List.of("SKU-10"));
    }

    @Test
    void aRoundThatIsNotDoneKeepsAllMessagesFromBeingAcknowledged() {
        fails("sync-gallery-round", new IllegalStateException("the service stops"));

        assertThat(send(List.of(MESSAGE, MESSAGE)).getException()).hasMessageContaining("the service stops");

        assertThat(rounds()).as("the next one is not begun").hasSize(1);
    }

    @Test
    void aMessageThatAQueueCountsIsPublishedAnewAndOnlyTheOthersAreWorkedOff() {
        ReceivedMessage returned = new ReceivedMessage(OTHER.body(), "message-7", true, TOPIC + ".bulk");

        assertThat(send(List.of(MESSAGE, returned)).getException()).isNull();

        assertThat(neighbour("publish-gallery-messages").getReceivedExchanges()).singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getBody(ReturnedMessages.class).messages()).singleElement()
                        .satisfies(message -> {
                            assertThat(message.routingKey()).isEqualTo(TOPIC + ".bulk");
                            assertThat(message.messageId()).isEqualTo("message-7");
                            assertThat(message.body()).isEqualTo(returned.body());
                        }));
        assertThat(rounds()).singleElement().satisfies(round -> assertThat(round.call().skus()).containsExactly("SKU-10"));
    }

    @Test
    void aReturnedMessageThatTheBrokerDoesNotTakeIsNotAcknowledged() {
        fails("publish-gallery-messages", Samples.outage(Outage.Part.BROKER));

        assertThat(send(List.of(new ReceivedMessage(MESSAGE.body(), null, true, TOPIC))).getException()).isNotNull();
    }

    @Test
    void aShopThatIsNotKnownYetIsWaitedFor() {
        shop.doubt();
        answers("await-magento-schema", exchange -> shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of()));

        assertThat(send(List.of(MESSAGE)).getException()).isNull();

        assertThat(neighbour("await-magento-schema").getReceivedCounter()).isEqualTo(1);
        assertThat(rounds()).hasSize(1);
    }

    private List<MessageWork> rounds() {
        return neighbour("sync-gallery-round").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(MessageWork.class)).toList();
    }

    private static ReceivedMessage message(String body, String id) {
        return new ReceivedMessage(body.getBytes(StandardCharsets.UTF_8), id, false);
    }
}
