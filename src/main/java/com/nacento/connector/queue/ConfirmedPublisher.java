package com.nacento.connector.queue;

import com.nacento.connector.failure.Outage;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Headers;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Hands messages to the broker, and tells when the broker has them: confirmed, and not returned as unroutable. Camel's own
 * producer cannot ask for returns, and RabbitMQ confirms a message that no queue gets.
 */
public final class ConfirmedPublisher {

    private static final String EXCHANGE = "CamelSpringRabbitmqExchangeOverrideName";
    private static final String ROUTING_KEY = "CamelSpringRabbitmqRoutingOverrideKey";
    private static final String MESSAGE_ID = "CamelSpringRabbitmqMessageId";
    private static final String OWN_HEADERS = "x-nacento-";
    private static final long CONFIRM_SECONDS = 10;

    private final RabbitTemplate template;
    private final QueueTopology topology;

    public ConfirmedPublisher(CachingConnectionFactory connections, QueueTopology topology) {
        this.topology = topology;
        this.template = new RabbitTemplate(connections);
        template.setMandatory(true);
        template.setUsePublisherConnection(true);
    }

    /** A message that the broker was handed, and has not confirmed yet. */
    private record Sent(String exchange, String routingKey, Message message, CorrelationData correlation) {
    }

    /**
     * Publishes a persistent message, and waits until the broker has it.
     *
     * @param headers exchange, routing key and message id as Camel's component names them; those that begin with
     *                {@code x-nacento-} travel with the message
     * @throws Outage if the broker does not take it
     */
    @Handler
    public void publish(@Body byte[] body, @Headers Map<String, Object> headers) {
        confirm(List.of(send(body, headers)));
    }

    /**
     * The same without the waiting, for messages that follow close upon each other: a confirm takes the broker some
     * milliseconds, and it confirms many at once.
     *
     * @return what {@link #confirm} wants to have
     * @throws Outage if the broker cannot be reached
     */
    public Object send(@Body byte[] body, @Headers Map<String, Object> headers) {
        return hand((String) headers.get(EXCHANGE), (String) headers.get(ROUTING_KEY), message(body, headers));
    }

    /**
     * The same for a message that has its properties already.
     *
     * @return what {@link #confirm} wants to have
     * @throws Outage if the broker cannot be reached
     */
    public Object hand(String exchange, String routingKey, Message message) {
        CorrelationData correlation = new CorrelationData();
        try {
            template.send(exchange, routingKey, message, correlation);
        } catch (AmqpException e) {
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached", e);
        }
        return new Sent(exchange, routingKey, message, correlation);
    }

    /**
     * Waits until the broker has all that was sent.
     *
     * @param answers what the messages' endpoint has answered; what is not of {@link #send} needs no confirm
     * @throws Outage if the broker does not take one of them
     */
    public void confirm(List<?> answers) {
        List<Sent> lost = answers.stream().filter(Sent.class::isInstance).map(Sent.class::cast).filter(sent -> !isTaken(sent)).toList();
        if (lost.isEmpty()) {
            return;
        }
        // a queue was deleted while the service runs: it is declared again, once
        topology.declareMissing();
        List<Sent> again = lost.stream().map(sent -> (Sent) hand(sent.exchange(), sent.routingKey(), sent.message())).toList();
        again.stream().filter(sent -> !isTaken(sent)).findFirst().ifPresent(sent -> {
            throw new Outage(Outage.Part.BROKER, "no queue is bound to " + sent.exchange() + " with " + sent.routingKey(), null);
        });
    }

    private static boolean isTaken(Sent sent) {
        try {
            CorrelationData.Confirm confirm = sent.correlation().getFuture().get(CONFIRM_SECONDS, TimeUnit.SECONDS);
            return confirm.isAck() && sent.correlation().getReturned() == null;
        } catch (ExecutionException e) {
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached", e);
        } catch (TimeoutException e) {
            throw new Outage(Outage.Part.BROKER, "the broker did not confirm a message within " + CONFIRM_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage(Outage.Part.BROKER, "the service stops", e);
        }
    }

    private static Message message(byte[] body, Map<String, Object> headers) {
        MessageProperties properties = new MessageProperties();
        properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        properties.setMessageId((String) headers.get(MESSAGE_ID));
        properties.setTimestamp(new Date());
        headers.forEach((name, value) -> {
            if (name.startsWith(OWN_HEADERS) && value != null) {
                properties.setHeader(name, value);
            }
        });
        return new Message(body, properties);
    }
}
