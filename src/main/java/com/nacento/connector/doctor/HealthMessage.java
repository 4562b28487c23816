package com.nacento.connector.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.config.RabbitSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Does a message that is published to the topic arrive in a queue? It is one that consumers acknowledge and ignore, in the form
 * of Magento's operations, which the PHP module's consumer knows as well.
 */
final class HealthMessage implements Check {

    private static final String HEALTH_CHECK = "healthcheck";

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
            Optional<String> lost = site.broker().publish(rabbit.exchange(), rabbit.topic(), id, new ObjectMapper().writeValueAsBytes(operation(rabbit.topic())));
            lost.ifPresent(what -> finding.wrong("a message to " + rabbit.exchange() + " with the routing key " + rabbit.topic() + " was " + what,
                    "run ./nacento setup, which binds the queue " + rabbit.topic() + " to the exchange; then look at the broker's alarms (disk, memory)"));
        } catch (Broker.Refusal e) {
            finding.wrong(e.getMessage(), "give the user write on the exchange (rabbitmqctl set_permissions, docs/operations.md), or look without: --no-publish");
        }
        return finding;
    }

    private static Map<String, Object> operation(String topic) {
        Map<String, Object> operation = new HashMap<>();
        operation.put("id", null);
        operation.put("bulk_uuid", HEALTH_CHECK);
        operation.put("topic_name", topic);
        operation.put("serialized_data", "{\"type\":\"" + HEALTH_CHECK + "\"}");
        operation.put("result_serialized_data", null);
        operation.put("status", 4);
        operation.put("result_message", null);
        operation.put("error_code", null);
        return operation;
    }
}
