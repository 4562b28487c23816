package com.nacento.connector.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Tells what is on the broker without declaring anything: declaring what exists with other arguments (a quorum queue) is an error.
 * The broker closes the channel of a look that finds nothing (404); the next one gets another.
 */
public final class PassiveLook {

    private final RabbitTemplate template;

    public PassiveLook(CachingConnectionFactory connections) {
        this.template = new RabbitTemplate(connections);
    }

    /**
     * What waits in a queue, and how many take from it; empty if there is none.
     *
     * @throws AmqpException if the broker is away or refuses
     */
    public Optional<AMQP.Queue.DeclareOk> queue(String name) {
        return found(channel -> channel.queueDeclarePassive(name));
    }

    /** @throws AmqpException if the broker is away or refuses */
    public boolean hasExchange(String name) {
        return found(channel -> channel.exchangeDeclarePassive(name)).isPresent();
    }

    private <T> Optional<T> found(ChannelCallback<T> look) {
        try {
            return Optional.ofNullable(template.execute(look));
        } catch (AmqpException e) {
            if (isNotFound(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isNotFound(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == AMQP.NOT_FOUND) {
                return true;
            }
            if (cause instanceof IOException && cause.getCause() == null && String.valueOf(cause.getMessage()).contains("404")) {
                return true;
            }
        }
        return false;
    }
}
