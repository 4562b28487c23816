package com.nacento.connector.queue;

import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.component.springrabbit.ListenerContainerFactory;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.BlockingQueueConsumer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Makes consumers that gather: what has come in is processed together, and acknowledged together when the route has ended.
 * A consumer gathers as much as it prefetches. It waits for more only for a moment: a message that is alone is not held up.
 *
 * <p>The consumers of a process have different priorities, so that the broker fills one after the other instead of dealing messages
 * out in turn: what lies side by side in a bulk lies side by side in the bucket, as a rule, and
 * is listed by fewer pages.
 */
public final class GatheringConsumers implements ListenerContainerFactory {

    private static final long WAIT_FOR_MORE_MILLIS = 20;
    private static final long GATHER_MILLIS = 60;
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Consumption consumption;

    /**
     * @param metrics     where it is shown how many messages are being worked on
     * @param consumption with which they pause
     */
    public GatheringConsumers(MeterRegistry metrics, Consumption consumption) {
        this.consumption = consumption;
        Gauge.builder("nacento.messages.in.flight", inFlight, AtomicInteger::get)
                .description("Messages that this process has gathered and not acknowledged yet").register(metrics);
    }

    @Override
    public AbstractMessageListenerContainer createListenerContainer(SpringRabbitMQEndpoint endpoint) {
        SimpleMessageListenerContainer consumers = new Container(endpoint, inFlight, consumption);
        consumers.setQueueNames(endpoint.getQueues().split(","));
        consumers.setPrefetchCount(endpoint.getPrefetchCount());
        consumers.setConsumerBatchEnabled(true);
        consumers.setBatchSize(endpoint.getPrefetchCount());
        consumers.setReceiveTimeout(WAIT_FOR_MORE_MILLIS);
        consumers.setBatchReceiveTimeout(GATHER_MILLIS);
        consumers.setAcknowledgeMode(endpoint.getAcknowledgeMode());
        consumers.setAdviceChain(endpoint.getRetry());
        consumers.setAutoDeclare(endpoint.isAutoDeclare());
        // queues and users may be missing for a while
        consumers.setMissingQueuesFatal(false);
        consumers.setRecoveryInterval(LOOK_AGAIN_MILLIS);
        consumers.setFailedDeclarationRetryInterval(LOOK_AGAIN_MILLIS);
        consumers.setPossibleAuthenticationFailureFatal(false);
        consumers.setShutdownTimeout(endpoint.getComponent().getShutdownTimeout());
        // what is prefetched and not begun goes back to the queue at once when the service stops, or pauses
        consumers.setForceStop(true);
        return consumers;
    }

    /** Camel sets a listener for single messages; it gets them gathered. */
    private static final class Container extends PausableContainer {

        private final transient AtomicInteger inFlight;
        private final int messages;
        private final int consumers;
        private final transient List<Made> made = new ArrayList<>();

        Container(SpringRabbitMQEndpoint endpoint, AtomicInteger inFlight, Consumption consumption) {
            super(endpoint.getConnectionFactory(), consumption);
            this.messages = endpoint.getPrefetchCount();
            this.consumers = endpoint.getConcurrentConsumers();
            setConcurrentConsumers(consumers);
            this.inFlight = inFlight;
        }

        @Override
        public void setMessageListener(MessageListener listener) {
            super.setMessageListener(new Gatherer((ChannelAwareMessageListener) listener, inFlight));
        }

        /** A consumer, and its priority with the sign turned: 0 gets messages first. */
        private record Made(BlockingQueueConsumer consumer, int place) {

            boolean hasChannel() {
                return consumer.getChannel() != null;
            }

            boolean hasEnded() {
                return hasChannel() && !consumer.getChannel().isOpen();
            }
        }

        @Override
        protected void doStart() {
            made.clear();
            super.doStart();
        }

        /** Spring calls this one at a time; also for a consumer that takes the place of one whose channel has ended. */
        @Override
        protected BlockingQueueConsumer createBlockingQueueConsumer() {
            // while there is no room for what was handed out, one by one is
            int most = LargeBodies.trouble() == null ? messages : 1;
            setPrefetchCount(most);
            setBatchSize(most);
            int place = freePlace();
            setConsumerArguments(Map.of("x-priority", -place));
            BlockingQueueConsumer consumer = super.createBlockingQueueConsumer();
            made.add(new Made(consumer, place));
            return consumer;
        }

        /** The first that no other consumer has: two with the same would be dealt messages in turn. */
        private int freePlace() {
            made.removeIf(Made::hasEnded);
            // one that never got a channel looks as if it were about to get one
            for (Iterator<Made> rest = made.iterator(); made.size() >= consumers && rest.hasNext();) {
                if (!rest.next().hasChannel()) {
                    rest.remove();
                }
            }
            Set<Integer> taken = made.stream().map(Made::place).collect(Collectors.toSet());
            return IntStream.iterate(0, place -> place + 1).filter(place -> !taken.contains(place)).findFirst().orElseThrow();
        }
    }

    private record Gatherer(ChannelAwareMessageListener listener, AtomicInteger inFlight) implements ChannelAwareBatchMessageListener {

        @Override
        public void onMessageBatch(List<Message> messages, Channel channel) {
            inFlight.addAndGet(messages.size());
            try {
                // on failure they are kept: they are tried once more, see Connections
                messages.forEach(message -> LargeBodies.take(message.getBody()));
                listener.onMessage(GatheredMessages.asOne(messages), channel);
                messages.forEach(message -> LargeBodies.forget(message.getBody()));
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            } finally {
                inFlight.addAndGet(-messages.size());
            }
        }
    }
}
