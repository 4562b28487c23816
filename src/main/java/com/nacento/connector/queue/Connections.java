package com.nacento.connector.queue;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.failure.Cause;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.rabbit.config.RetryInterceptorBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.retry.MessageBatchRecoverer;
import org.springframework.retry.interceptor.RetryOperationsInterceptor;

/** Makes the connections to the broker, and says what becomes of a message whose route ends with an exception. */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger("queue");
    private static final int REQUEUE_PAUSE_MILLIS = 1_000;
    private static final int CONNECT_MILLIS = 5_000;
    /** As long as a confirm is waited for: a broker that answers nothing must not hold a caller up until its heartbeats are missed. */
    private static final int CALL_MILLIS = 10_000;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int SHARE_OF_HEAP = 4;
    /** What one consumer of each queue prefetches, some more. */
    private static final int MESSAGES_A_CONSUMER = 700;

    private Connections() {
    }

    /** Connections that confirm and return what they publish; opened when they are needed, and again when they break. */
    public static CachingConnectionFactory create(RabbitSettings rabbit) {
        return create(rabbit, (long) Math.max(rabbit.consumers(), 1) * MESSAGES_A_CONSUMER);
    }

    /**
     * The same for consumers that are handed another number of messages at once.
     *
     * @param messages all that is handed out at once takes a quarter of the heap at the most: what is larger than its share is in a file
     */
    public static CachingConnectionFactory create(RabbitSettings rabbit, long messages) {
        ConnectionFactory client = new SpoolingClient(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / messages);
        client.setConnectionTimeout(CONNECT_MILLIS);
        client.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        client.setChannelRpcTimeout(CALL_MILLIS);
        // Spring reconnects by itself
        client.setAutomaticRecoveryEnabled(false);
        if (rabbit.ssl()) {
            client.useSslProtocol(trusted());
            client.enableHostnameVerification();
        }
        CachingConnectionFactory connections = new CachingConnectionFactory(client);
        connections.setAddresses(rabbit.addresses());
        connections.setUsername(rabbit.user());
        connections.setPassword(rabbit.password());
        connections.setVirtualHost(rabbit.vhost());
        connections.setPublisherConfirmType(ConfirmType.CORRELATED);
        connections.setPublisherReturns(true);
        connections.addConnectionListener(connection -> connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                LOG.warn("the broker takes no messages at the moment: {}; look at its memory and disk alarms", reason);
            }

            @Override
            public void handleUnblocked() {
                LOG.info("the broker takes messages again");
            }
        }));
        connections.setConnectionNameStrategy(factory -> "nacento-connector");
        return connections;
    }

    /**
     * Closes connections after one-off work. A broker that goes away meanwhile is told to the log and to nobody else: what was done on them
     * is done, and it was confirmed where that matters.
     */
    public static void close(CachingConnectionFactory connections) {
        try {
            connections.destroy();
        } catch (AmqpException e) {
            LOG.info("the connection to the broker ended before it was closed: {}", Cause.of(e));
        }
    }

    /** A client whose connections keep large bodies in files. */
    private static final class SpoolingClient extends ConnectionFactory {

        private final long mostInMemory;

        SpoolingClient(long mostInMemory) {
            this.mostInMemory = mostInMemory;
        }

        @Override
        protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
            FrameHandlerFactory plain = super.createFrameHandlerFactory();
            return (address, name) -> new SpoolingFrames(plain.create(address, name), mostInMemory);
        }
    }

    /** The certificates that this Java trusts. */
    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /**
     * Messages whose route failed go back to their queue, after a pause and one more try: a defect must not make them go round
     * as fast as the broker can. Without this the listener container drops them, with nothing but a line in the log.
     */
    public static RetryOperationsInterceptor requeueOnFailure() {
        // for lists of messages: any other recoverer is passed over in silence, and what failed is acknowledged
        MessageBatchRecoverer requeue = (messages, failure) -> {
            LOG.info("{} messages go back to the queue {}: {}", messages.size(), messages.get(0).getMessageProperties().getConsumerQueue(),
                    Cause.of(failure));
            messages.forEach(message -> LargeBodies.forget(message.getBody()));
            throw new ImmediateRequeueAmqpException(failure);
        };
        return RetryInterceptorBuilder.stateless().maxAttempts(2).backOffOptions(REQUEUE_PAUSE_MILLIS, 2, REQUEUE_PAUSE_MILLIS)
                .recoverer(requeue).build();
    }
}
