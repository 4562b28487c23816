package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.failure.Outage;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CorrelationData;

/** RabbitMQ answers to a message that it does not take by closing the channel. What is said then tells what to do. */
class RefusedMessageTest {

    private static final String TOO_LARGE = "PRECONDITION_FAILED - message size 20971520 is larger than configured max size 16777216";

    private final CachingConnectionFactory connections = new CachingConnectionFactory("127.0.0.1");

    @AfterEach
    void close() {
        connections.destroy();
    }

    @Test
    void aMessageThatIsTooLargeForTheBrokerIsNoBrokerThatIsAway() {
        ShutdownSignalException closed = closed(406, TOO_LARGE);

        for (Consumer<CorrelationData> answer : List.<Consumer<CorrelationData>>of(
                sent -> sent.getFuture().completeExceptionally(closed),
                sent -> sent.getFuture().complete(new CorrelationData.Confirm(false, closed.getMessage())))) {
            Outage outage = publish(answer);
            assertThat(outage).hasMessageContaining("max_message_size").hasMessageContaining(TOO_LARGE)
                    .hasMessageNotContaining("cannot be reached").hasMessageNotContaining("full");
            assertThat(ConfirmedPublisher.isRefusal(outage)).isTrue();
        }
        assertThat(publish(sent -> sent.getFuture().completeExceptionally(closed(311, "CONTENT_TOO_LARGE"))))
                .hasMessageContaining("max_message_size");
    }

    @Test
    void whateverElseTheBrokerHasAgainstAMessageIsSaidInItsWords() {
        Outage outage = publish(sent -> sent.getFuture().completeExceptionally(closed(406, "PRECONDITION_FAILED - invalid expiration")));

        assertThat(outage).hasMessageContaining("refuses a message: PRECONDITION_FAILED - invalid expiration")
                .hasMessageNotContaining("max_message_size");
        assertThat(ConfirmedPublisher.isRefusal(outage)).isTrue();
    }

    @Test
    void aQueueThatTakesNoMoreIsSaidToBeFull() {
        Outage outage = publish(sent -> sent.getFuture().complete(new CorrelationData.Confirm(false, null)));

        assertThat(outage).hasMessageContaining("the queue topic.events: it is full");
        assertThat(ConfirmedPublisher.isRefusal(outage)).isTrue();
    }

    @Test
    void aChannelThatIsClosedForAnotherReasonIsNoRefusal() {
        ShutdownSignalException closed = closed(404, "NOT_FOUND - no exchange");

        for (Consumer<CorrelationData> answer : List.<Consumer<CorrelationData>>of(
                sent -> sent.getFuture().completeExceptionally(closed),
                sent -> sent.getFuture().complete(new CorrelationData.Confirm(false, closed.getMessage())),
                sent -> sent.getFuture().complete(new CorrelationData.Confirm(false, "clean connection shutdown")))) {
            Outage outage = publish(answer);
            assertThat(outage).hasMessageStartingWith("the broker cannot be reached");
            assertThat(ConfirmedPublisher.isRefusal(outage)).isFalse();
        }
    }

    private Outage publish(Consumer<CorrelationData> broker) {
        Queues queues = Queues.of(new RabbitSettings("127.0.0.1:5672", "user", "password", "/", false, "magento", "topic", 0));
        ConfirmedPublisher publisher = new ConfirmedPublisher(connections, new QueueTopology(connections, queues),
                (exchange, routingKey, message, correlation) -> broker.accept(correlation));
        try {
            publisher.confirm(List.of(publisher.hand("magento", "topic.events", new Message(new byte[1]))));
            throw new AssertionError("it was taken");
        } catch (Outage outage) {
            return outage;
        }
    }

    private static ShutdownSignalException closed(int code, String text) {
        return new ShutdownSignalException(false, false, new AMQP.Channel.Close.Builder().replyCode(code).replyText(text).classId(60)
                .methodId(40).build(), null);
    }
}
