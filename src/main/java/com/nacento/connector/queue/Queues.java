package com.nacento.connector.queue;

import com.nacento.connector.config.RabbitSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of Magento's queue and of the connector's own, which are made of it; the routing key of each is its name.
 *
 * @param exchange to which all of them are bound
 * @param topic    Magento's queue, where its operations and other people's messages wait
 * @param takesEvents whether there is a queue of events
 */
public record Queues(String exchange, String topic, boolean takesEvents) {

    /** Without one for events. */
    public Queues(String exchange, String topic) {
        this(exchange, topic, false);
    }

    public static Queues of(RabbitSettings rabbit) {
        return new Queues(rabbit.exchange(), rabbit.topic(), rabbit.events());
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

    /** Those from which work is taken. */
    public List<String> worked() {
        return takesEvents ? List.of(topic, bulk(), events()) : List.of(topic, bulk());
    }

    public List<String> all() {
        return Stream.concat(worked().stream(), Stream.of(dead())).toList();
    }

    /** All that have ever been declared: also those that no setting asks for any more. */
    public List<String> ever() {
        return List.of(topic, bulk(), events(), dead());
    }
}
