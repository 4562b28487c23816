package com.nacento.connector.queue;

import com.nacento.connector.config.RabbitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names of Magento's queue and of the connector's own, which are made of it; the routing key of each is its name.
 *
 * @param exchange to which all of them are bound
 * @param topic    Magento's queue, where its operations and other people's messages wait
 * @param takesEvents whether there is a queue of events
 * @param bucketKey by which the queue of the bucket's events is bound, too; empty: there is none
 */
public record Queues(String exchange, String topic, boolean takesEvents, Optional<String> bucketKey) {

    /** Without those for events. */
    public Queues(String exchange, String topic) {
        this(exchange, topic, false, Optional.empty());
    }

    public static Queues of(RabbitSettings rabbit) {
        return new Queues(rabbit.exchange(), rabbit.topic(), rabbit.events(), rabbit.bucketKey());
    }

    /** Where the connector's own messages of many SKUs wait. */
    public String bulk() {
        return topic + ".bulk";
    }

    /** Where the dead letters lie. */
    public String dead() {
        return topic + ".dead";
    }

    /** Where events of PIMs wait, as they were received. */
    public String events() {
        return topic + ".events";
    }

    /** Where the bucket says which objects were written. */
    public String bucket() {
        return topic + RabbitSettings.BUCKET_QUEUE;
    }

    /** By which keys a queue is bound: its name, and that of the bucket's events by the one of its server too. */
    public Set<String> keys(String queue) {
        Set<String> keys = new TreeSet<>(Set.of(queue));
        bucketKey.filter(key -> queue.equals(bucket())).ifPresent(keys::add);
        return keys;
    }

    /** Those from which work is taken. */
    public List<String> worked() {
        List<String> worked = new ArrayList<>(List.of(topic, bulk()));
        if (takesEvents) {
            worked.add(events());
        }
        bucketKey.ifPresent(key -> worked.add(bucket()));
        return worked;
    }

    public List<String> all() {
        return Stream.concat(worked().stream(), Stream.of(dead())).toList();
    }

    /** All that have ever been declared: also those that no setting asks for any more. */
    public List<String> ever() {
        return List.of(topic, bulk(), events(), bucket(), dead());
    }
}
