package com.nacento.connector.queue;

import com.nacento.connector.config.RabbitSettings;
import java.util.List;

/**
 * The names of Magento's queue and of the connector's own, which are made of it; the routing key of each is its name.
 *
 * @param exchange to which all of them are bound
 * @param topic    Magento's queue, where its operations and other people's messages wait
 */
public record Queues(String exchange, String topic) {

    public static Queues of(RabbitSettings rabbit) {
        return new Queues(rabbit.exchange(), rabbit.topic());
    }

    /** Where the connector's own messages of many SKUs wait. */
    public String bulk() {
        return topic + ".bulk";
    }

    /** Where the dead letters lie. */
    public String dead() {
        return topic + ".dead";
    }

    /** Those from which work is taken. */
    public List<String> worked() {
        return List.of(topic, bulk());
    }

    public List<String> all() {
        return List.of(topic, bulk(), dead());
    }
}
