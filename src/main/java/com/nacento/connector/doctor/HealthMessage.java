package com.nacento.connector.doctor;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.message.GalleryMessageWriter;
import com.nacento.connector.queue.Queues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Does a message that is published arrive in a queue, to the topic and, where the bucket says by itself what was written, by the key of its
 * server? The first is one that consumers acknowledge and ignore, in the form of Magento's operations, which the PHP module's consumer
 * knows as well; the second is the one by which Amazon S3 tries a destination, of which no object is said.
 */
final class HealthMessage implements Check {

    private static final byte[] OF_NO_OBJECT = "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}".getBytes(StandardCharsets.UTF_8);

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
            publish(site, rabbit.topic(), rabbit.topic(), id, GalleryMessageWriter.writeHealthCheck(rabbit.topic()), finding);
            if (rabbit.bucketKey().isPresent()) {
                publish(site, rabbit.bucketKey().get(), Queues.of(rabbit).bucket(), id, OF_NO_OBJECT, finding);
            }
        } catch (Broker.Refusal e) {
            finding.wrong(e.getMessage(),
                    "give the user write on the exchange (rabbitmqctl set_permissions, docs/operations.md), or look without: --no-publish");
        }
        return finding;
    }

    private static void publish(Site site, String key, String queue, String id, byte[] body, Finding finding) throws Exception {
        String exchange = site.rabbitSettings().exchange();
        site.broker().publish(exchange, key, id, body)
                .ifPresent(what -> finding.wrong("a message to " + exchange + " with the routing key " + key + " was " + what,
                        "run ./nacento setup, which binds the queue " + queue
                                + " to the exchange; then look at the broker's alarms (disk, memory)"));
    }
}
