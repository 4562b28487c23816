package com.nacento.connector.doctor;

import com.nacento.connector.config.RabbitSettings;
import java.util.Optional;

/** Do the settings of RabbitMQ make sense, and does it let the connector in? */
final class BrokerLogin implements Check {

    private static final int ACCESS_REFUSED = 403;
    private static final int NOT_ALLOWED = 530;

    @Override
    public String name() {
        return "amqp_config";
    }

    @Override
    public Finding look(Site site) throws Exception {
        Optional<RabbitSettings> read = site.settings().rabbit().settings();
        if (read.isEmpty()) {
            return new Finding().wrong(site.settings().rabbit().problem(),
                    "Magento's env.php has the values in queue.amqp (./nacento import-env shows them)");
        }
        RabbitSettings rabbit = read.get();
        Finding finding = new Finding().with("addresses", rabbit.addresses()).with("vhost", rabbit.vhost()).with("user", rabbit.user())
                .with("tls", rabbit.ssl());
        try {
            return finding.with("server", site.broker().server());
        } catch (Broker.Refusal e) {
            return finding.wrong(e.getMessage(), switch (e.code()) {
                case ACCESS_REFUSED ->
                    "check nacento.rabbitmq.user and nacento.rabbitmq.password; guest may come from the broker's own machine only";
                case NOT_ALLOWED ->
                    "check nacento.rabbitmq.vhost, and that the user has rights in it (rabbitmqctl set_permissions, docs/operations.md)";
                default -> Reason.adviceFor(e);
            });
        }
    }
}
