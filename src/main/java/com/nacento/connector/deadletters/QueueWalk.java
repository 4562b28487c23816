package com.nacento.connector.deadletters;

import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.LargeBodies;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.springframework.amqp.core.Message;

/**
 * One walk through a queue, message by message, over those that were in it at the beginning. Whatever is not removed or
 * moved is held until the walk is closed, and then goes back to its place: put back at once, it would be the next one again.
 */
final class QueueWalk implements AutoCloseable {

    /** Confirms are awaited together: one by one each takes the broker some milliseconds. */
    private static final int SLICE = 200;
    private static final long SLICE_BYTES = 8L << 20;

    private final Channel channel;
    private final String queue;
    private final ConfirmedPublisher publisher;
    private final String exchange;
    /** Delivery tags in hand, counted from the first one. */
    private final BitSet held = new BitSet();
    private final List<Object> sent = new ArrayList<>();
    private final List<byte[]> large = new ArrayList<>();
    private final List<GetResponse> moving = new ArrayList<>();
    private long firstTag = -1;
    private long bytes;
    private long total;
    private long walked;

    /** @param exchange where to publish what moves elsewhere */
    QueueWalk(Channel channel, String queue, ConfirmedPublisher publisher, String exchange) {
        this.channel = channel;
        this.queue = queue;
        this.publisher = publisher;
        this.exchange = exchange;
    }

    /** The next message, or {@code null} at the end. */
    GetResponse next() throws IOException {
        GetResponse message = walked == 0 || walked < total ? channel.basicGet(queue, false) : null;
        if (message == null) {
            return null;
        }
        if (walked == 0) {
            total = message.getMessageCount() + (countsWhatItGives() ? 0L : 1L);
            firstTag = message.getEnvelope().getDeliveryTag();
        }
        walked++;
        LargeBodies.take(message.getBody());
        if (LargeBodies.isStandIn(message.getBody())) {
            large.add(message.getBody());
        }
        held.set(place(message));
        return message;
    }

    /** RabbitMQ says how many messages are left behind the one that it gives, Qpid how many there are with it. */
    private boolean countsWhatItGives() {
        return !"RabbitMQ".equals(String.valueOf(channel.getConnection().getServerProperties().get("product")));
    }

    /** How many messages there were at the beginning; 0 as long as none was met. */
    long total() {
        return total;
    }

    /** The message goes for good. */
    void remove(GetResponse message) throws IOException {
        channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
        held.clear(place(message));
    }

    /** The message goes elsewhere, in another form, and is removed when the broker has it there. */
    void move(GetResponse message, String routingKey, Message form) throws IOException {
        sent.add(publisher.hand(exchange, routingKey, form));
        moving.add(message);
        bytes += LargeBodies.size(message.getBody());
        if (moving.size() >= SLICE || bytes >= SLICE_BYTES) {
            settle();
        }
    }

    /** Waits for what is being moved. */
    void settle() throws IOException {
        if (!moving.isEmpty()) {
            publisher.confirm(sent);
            for (GetResponse message : moving) {
                remove(message);
            }
            sent.clear();
            moving.clear();
            bytes = 0;
        }
    }

    /**
     * Puts back what is in hand; the broker does so by itself if it has lost us. One by one, since Qpid puts back only the last one
     * when it is told of all of them at once, and hides the others for as long as the channel is open.
     */
    @Override
    public void close() throws IOException {
        large.forEach(LargeBodies::forget);
        for (int place = held.nextSetBit(0); place >= 0 && channel.isOpen(); place = held.nextSetBit(place + 1)) {
            channel.basicNack(firstTag + place, false, true);
        }
    }

    private int place(GetResponse message) {
        return Math.toIntExact(message.getEnvelope().getDeliveryTag() - firstTag);
    }
}
