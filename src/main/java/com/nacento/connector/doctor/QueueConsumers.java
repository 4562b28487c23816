package com.nacento.connector.doctor;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.queue.Queues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does somebody take what waits, and is nothing left lying? */
final class QueueConsumers implements Check {

    @Override
    public String name() {
        return "consumer_config";
    }

    @Override
    public List<String> needs() {
        return List.of("topic_mapping");
    }

    @Override
    public Finding look(Site site) throws Exception {
        RabbitSettings rabbit = site.rabbitSettings();
        Queues queues = Queues.of(rabbit);
        Finding finding = new Finding().with("consumers_setting", rabbit.consumers());
        Map<String, Object> consumers = new LinkedHashMap<>();
        for (String queue : queues.worked()) {
            Broker.Queue found = site.broker().queue(queue).orElseThrow(() -> new SkippedException("the queue " + queue + " is gone"));
            consumers.put(queue, found.consumers());
            if (found.consumers() == 0 && found.messages() > 0) {
                finding.wrong("nobody takes the messages that wait in " + queue + " (" + found.messages() + ")",
                        "start ./nacento serve with nacento.rabbitmq.consumers above 0 (now " + rabbit.consumers() + ")");
            }
        }
        if (finding.errors().isEmpty() && consumers.containsValue(0)) {
            finding.note("nobody takes messages at the moment: asynchronous calls need a worker (./nacento serve)");
        }
        finding.with("consumers", consumers);
        if ((int) consumers.get(rabbit.topic()) > (int) consumers.get(queues.bulk())) {
            finding.note("somebody else takes from " + rabbit.topic()
                    + " too: if it is the PHP module's consumer, stop it (bin/magento queue:consumers:list, cron's consumers_runner)");
        }
        openOperations(site, finding);
        return finding;
    }

    private static void openOperations(Site site, Finding finding) throws Exception {
        if (!site.isDatabaseReached()) {
            finding.note("operations were not looked at: the database is not reached");
            return;
        }
        if (site.trial().hidesTables()) {
            finding.note("operations were not looked at: the account may not read all tables, see db_table");
            return;
        }
        Map<String, Object> open = site.rows("find-open-operations",
                Map.of("topic", site.rabbitSettings().topic(), "waiting", ResultMessage.WAITS + "%")).get(0);
        finding.with("open_operations", open.get("open")).with("open_for_the_bucket", open.get("waiting"))
                .with("open_over_an_hour", open.get("old"));
        if (((Number) open.get("old")).longValue() > 0) {
            finding.wrong(open.get("old") + " operations are open for more than an hour, the oldest since " + open.get("oldest") + " UTC",
                    "if messages still wait, see to a worker; if none does, they are lost or were the PHP module's, which never closes "
                            + "them: "
                            + "send those bulks again, or close them (docs/migrate-from-module.md#operations-that-stay-open)");
        }
    }
}
