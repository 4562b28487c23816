package com.nacento.connector.queue;

import java.util.List;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.amqp.support.converter.MessageConverter;

/**
 * Messages that a consumer has gathered, as one. Camel's consumer knows only single messages; it is handed one that carries
 * them all, and asks here what to make of it: the exchange's body is a list of {@link ReceivedMessage}.
 */
public final class GatheredMessages implements MessageConverter {

    static Message asOne(List<Message> messages) {
        return new Gathering(messages);
    }

    @Override
    public List<ReceivedMessage> fromMessage(Message message) {
        return ((Gathering) message).messages.stream().map(GatheredMessages::received).toList();
    }

    private static ReceivedMessage received(Message message) {
        MessageProperties properties = message.getMessageProperties();
        return new ReceivedMessage(message.getBody(), properties.getMessageId(), Boolean.TRUE.equals(properties.isRedelivered()),
                properties.getHeaders().get(ReceivedMessage.DELIVERIES) instanceof Number times && times.longValue() > 0
                        ? properties.getConsumerQueue()
                        : null,
                properties.getHeaders());
    }

    /** Nothing is sent this way: what is published goes through the {@link ConfirmedPublisher}. */
    @Override
    public Message toMessage(Object object, MessageProperties properties) {
        throw new MessageConversionException("gathered messages are only received");
    }

    private static final class Gathering extends Message {

        private final transient List<Message> messages;

        Gathering(List<Message> messages) {
            super(new byte[0]);
            this.messages = messages;
        }
    }
}
