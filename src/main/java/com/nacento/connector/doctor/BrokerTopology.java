package com.nacento.connector.doctor;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.queue.Queues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Are exchange and queues there, and of a kind that keeps what it is given? */
final class BrokerTopology implements Check {

    /** Arguments with which a broker throws messages away by itself. */
    private static final Pattern LOSES_MESSAGES = Pattern
            .compile("'(x-message-ttl|x-max-length|x-max-length-bytes|x-expires|durable|auto_delete)'");
    private static final String RIGHTS = "give the user read, write and configure on these names (rabbitmqctl set_permissions, "
            + "docs/operations.md)";

    @Override
    public String name() {
        return "topic_mapping";
    }

    @Override
    public List<String> needs() {
        return List.of("amqp_config");
    }

    @Override
    public Finding look(Site site) throws Exception {
        RabbitSettings rabbit = site.rabbitSettings();
        Queues queues = Queues.of(rabbit);
        Finding finding = new Finding().with("exchange", rabbit.exchange()).with("topic", rabbit.topic());
        try {
            exchange(site.broker(), rabbit.exchange(), finding);
            Map<String, Object> waiting = new LinkedHashMap<>();
            for (String queue : queues.all()) {
                Optional<Broker.Queue> there = site.broker().queue(queue);
                there.ifPresent(found -> waiting.put(queue, found.messages()));
                there.ifPresentOrElse(found -> kind(queue, found, finding),
                        () -> finding.wrong("there is no queue " + queue,
                                "run ./nacento setup, or start ./nacento serve, which declares and binds it too"));
            }
            finding.with("messages", waiting);
            if (!rabbit.exchange().equals(rabbit.topic()) && site.broker().hasExchange(rabbit.topic())) {
                finding.note("there is an exchange " + rabbit.topic() + ": nobody here uses it, Magento and the connector publish to "
                        + rabbit.exchange());
            }
            Object dead = waiting.get(queues.dead());
            if (dead instanceof Integer count && count > 0) {
                finding.note(count + " dead letters wait in " + queues.dead() + ": ./nacento dead-letters list");
            }
        } catch (Broker.Refusal e) {
            finding.wrong(e.getMessage(), RIGHTS);
        }
        return finding;
    }

    private static void exchange(Broker broker, String exchange, Finding finding) throws Broker.Refusal {
        if (!broker.hasExchange(exchange)) {
            finding.wrong("there is no exchange " + exchange,
                    "run ./nacento setup, or start ./nacento serve; if Magento uses this broker, check nacento.rabbitmq.vhost and "
                            + "nacento.rabbitmq.exchange");
            return;
        }
        String difference = broker.differenceOfExchange(exchange);
        if (!difference.isEmpty()) {
            finding.wrong("the exchange " + exchange + " is no durable topic exchange: " + difference,
                    "name Magento's exchange in nacento.rabbitmq.exchange (magento, unless it was changed)");
        }
    }

    private static void kind(String queue, Broker.Queue found, Finding finding) {
        if (found.difference().isEmpty()) {
            return;
        }
        if (LOSES_MESSAGES.matcher(found.difference()).find()) {
            finding.wrong("the queue " + queue + " does not keep its messages: " + found.difference(),
                    "delete it when it is empty, together with the policy or program that declares it so, and run ./nacento setup");
        } else {
            finding.note("the queue " + queue + " is used as it is: " + found.difference());
        }
        if (found.difference().contains("'quorum'")) {
            finding.note("quorum queues of RabbitMQ 4 drop a message after 20 deliveries, unless their delivery-limit says otherwise");
        }
    }
}
