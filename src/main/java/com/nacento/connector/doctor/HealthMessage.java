package com.nacento.connector.doctor;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.message.GalleryMessageWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Does a message that is published to the topic arrive in a queue? It is one that consumers acknowledge and ignore, in the form
 * of Magento's operations, which the PHP module's consumer knows as well.
 */
final class HealthMessage implements Check {

    @Override
    public String name() {
        return "mq_publish";
    }

    @Override
    public List<String> needs() {
        return List.of("topic_mapping");
    }

    @Override
    public Finding look(Site site) throws Exception {
        RabbitSettings rabbit = site.rabbitSettings();
        String id = "nacento-doctor-" + UUID.randomUUID();
        Finding finding = new Finding().with("exchange", rabbit.exchange()).with("routing_key", rabbit.topic()).with("message_id", id);
        try {
            Optional<String> lost = site.broker().publish(rabbit.exchange(), rabbit.topic(), id,
                    GalleryMessageWriter.writeHealthCheck(rabbit.topic()));
            lost.ifPresent(
                    what -> finding.wrong("a message to " + rabbit.exchange() + " with the routing key " + rabbit.topic() + " was " + what,
                            "run ./nacento setup, which binds the queue " + rabbit.topic()
                                    + " to the exchange; then look at the broker's alarms (disk, memory)"));
        } catch (Broker.Refusal e) {
            finding.wrong(e.getMessage(),
                    "give the user write on the exchange (rabbitmqctl set_permissions, docs/operations.md), or look without: --no-publish");
        }
        return finding;
    }
}
