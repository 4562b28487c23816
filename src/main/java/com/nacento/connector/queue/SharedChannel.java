package com.nacento.connector.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ReturnListener;
import com.rabbitmq.client.ShutdownListener;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;
import org.springframework.amqp.rabbit.support.MessagePropertiesConverter;
import org.springframework.amqp.rabbit.support.RabbitExceptionTranslator;

/**
 * One channel over which many publish at once. Spring's template uses another channel for each message that is not confirmed yet, opens and
 * closes some when these are many, and hands the confirm from thread to thread; here a confirm wakes who waits for it, and nobody else. A
 * queue gets the messages in the order in which they were handed over.
 */
final class SharedChannel {

    private final CachingConnectionFactory connections;
    private final MessagePropertiesConverter converter = new DefaultMessagePropertiesConverter();
    private Open open;

    /** @param connections for this channel alone: it asks for confirms by itself */
    SharedChannel(CachingConnectionFactory connections) {
        this.connections = connections;
        connections.setPublisherConfirmType(ConfirmType.NONE);
        connections.setPublisherReturns(false);
    }

    /**
     * Publishes a mandatory message.
     *
     * @param correlation is told what the broker says of it
     * @throws org.springframework.amqp.AmqpException if the broker cannot be reached
     */
    synchronized void send(String exchange, String routingKey, Message message, CorrelationData correlation) {
        if (message.getMessageProperties().getMessageId() == null) {
            message.getMessageProperties().setMessageId(correlation.getId());
        }
        AMQP.BasicProperties properties = converter.fromMessageProperties(message.getMessageProperties(), StandardCharsets.UTF_8.name());
        try {
            if (open == null || !open.channel.isOpen()) {
                open = Open.on(((ChannelProxy) connections.createConnection().createChannel(false)).getTargetChannel());
            }
            open.publish(exchange, routingKey, properties, message.getBody(), correlation);
        } catch (IOException | ShutdownSignalException e) {
            throw RabbitExceptionTranslator.convertRabbitAccessException(e);
        }
    }

    private record Waiting(String messageId, CorrelationData correlation) {
    }

    /** While it is open. */
    private static final class Open implements ConfirmListener, ReturnListener, ShutdownListener {

        private final Channel channel;
        private final ConcurrentNavigableMap<Long, Waiting> unconfirmed = new ConcurrentSkipListMap<>();
        private final Map<String, CorrelationData> byMessage = new ConcurrentHashMap<>();

        private Open(Channel channel) {
            this.channel = channel;
        }

        static Open on(Channel channel) throws IOException {
            Open open = new Open(channel);
            channel.confirmSelect();
            channel.addConfirmListener(open);
            channel.addReturnListener(open);
            channel.addShutdownListener(open);
            return open;
        }

        void publish(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body, CorrelationData correlation)
                throws IOException {
            long tag = channel.getNextPublishSeqNo();
            byMessage.put(properties.getMessageId(), correlation);
            unconfirmed.put(tag, new Waiting(properties.getMessageId(), correlation));
            boolean handed = false;
            try {
                channel.basicPublish(exchange, routingKey, true, properties, body);
                handed = true;
            } finally {
                if (!handed) {
                    unconfirmed.remove(tag);
                    byMessage.remove(properties.getMessageId());
                }
            }
        }

        @Override
        public void handleAck(long tag, boolean multiple) {
            settle(tag, multiple, true);
        }

        @Override
        public void handleNack(long tag, boolean multiple) {
            settle(tag, multiple, false);
        }

        private void settle(long tag, boolean multiple, boolean taken) {
            Map<Long, Waiting> settled = multiple ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
            settled.values().forEach(message -> {
                byMessage.remove(message.messageId());
                message.correlation().getFuture().complete(new CorrelationData.Confirm(taken, null));
            });
            settled.clear();
        }

        /** Comes before the confirm. */
        @Override
        public void handleReturn(int code, String text, String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {
            CorrelationData correlation = byMessage.get(properties.getMessageId());
            if (correlation != null) {
                correlation.setReturned(new ReturnedMessage(new Message(body), code, text, exchange, routingKey));
            }
        }

        @Override
        public void shutdownCompleted(ShutdownSignalException cause) {
            unconfirmed.values().forEach(message -> message.correlation().getFuture().completeExceptionally(cause));
            unconfirmed.clear();
            byMessage.clear();
        }
    }
}
