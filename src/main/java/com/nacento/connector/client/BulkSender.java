package com.nacento.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.gallery.OperationStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Sends bulks, one way or the other, and tells what became of their items. */
final class BulkSender {

    private static final String CALL = "/rest/V1/nacento-connector/products/media/bulk";
    private static final byte[] NOTHING = "{\"request\":{\"request_id\":\"knows dry runs?\",\"items\":[]}}"
            .getBytes(StandardCharsets.UTF_8);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    private final GalleryApi api;
    private final Sending sending;
    private final Progress progress;
    private final Failures failures;
    private final Totals totals;

    BulkSender(GalleryApi api, Sending sending, Progress progress, Failures failures, Totals totals) {
        this.api = api;
        this.sending = sending;
        this.progress = progress;
        this.failures = failures;
        this.totals = totals;
    }

    /**
     * Asks whether the service knows dry runs, where one is meant: one that passes over what it does not know would write.
     *
     * @throws ApiRefusal if it does not, or cannot be asked
     */
    void prepare() {
        if (sending.isDryRun()) {
            try {
                api.post(CALL + "?dry_run=perhaps", NOTHING);
            } catch (ApiRefusal refusal) {
                if (refusal.isForContent() && refusal.getMessage().contains("dry_run")) {
                    return;
                }
                throw refusal;
            }
            throw new ApiRefusal(0, "the service knows no dry run and would write; nothing was sent");
        }
    }

    /**
     * Sends a bulk and returns when it is done. One that is refused for what it holds is halved until the item at fault is found.
     *
     * @throws ApiRefusal if it is refused for another reason
     */
    void send(Bulk bulk) {
        try {
            if (sending.async()) {
                follow(bulk, api.post(CALL + "/async", bulk.body()));
            } else {
                done(bulk, api.post(sending.isDryRun() ? CALL + "?dry_run=true" : CALL, bulk.body()));
            }
        } catch (ApiRefusal refusal) {
            if (!refusal.isForContent()) {
                throw refusal;
            }
            if (bulk.items().size() > 1) {
                bulk.halves().forEach(this::send);
            } else {
                failures.add(bulk.items().get(0), refusal.getMessage());
                progress.add(1, 1);
            }
        }
    }

    private void done(Bulk bulk, JsonNode answer) {
        totals.add(answer.path("stats"));
        if (sending.isDryRun()) {
            sending.plan().add(answer.path("results"));
        }
        Map<String, String> errors = new HashMap<>();
        for (JsonNode result : answer.path("results")) {
            if (!result.path("error").isNull()) {
                errors.put(Bulk.product(result.path("sku").asText()), result.path("error").asText());
            }
        }
        int failed = 0;
        for (Item item : bulk.items()) {
            String error = errors.get(Bulk.product(item.sku()));
            if (error != null) {
                failures.add(item, error);
                failed++;
            }
        }
        progress.add(bulk.items().size(), failed);
    }

    private void follow(Bulk bulk, JsonNode receipt) {
        Set<Integer> ended = new HashSet<>();
        for (JsonNode entry : receipt.path("request_items")) {
            if (!"accepted".equals(entry.path("status").asText())) {
                ended.add(entry.path("id").asInt());
                failed(bulk, entry.path("id").asInt(), entry.path("error_message").asText());
            }
        }
        String status = "/rest/V1/bulk/" + receipt.path("bulk_uuid").asText();
        int rejected = ended.size();
        progress.add(rejected, rejected);
        if (rejected < bulk.items().size()) {
            int shown = awaitEnd(bulk.items().size() - rejected, status);
            int failed = 0;
            for (JsonNode operation : api.get(status + "/status").path("operations_list")) {
                if (!OperationStatus.COMPLETE.is(operation.path("status").asInt()) && ended.add(operation.path("id").asInt())) {
                    failed(bulk, operation.path("id").asInt(), operation.path("result_message").asText());
                    failed++;
                }
            }
            progress.add(bulk.items().size() - rejected - shown, failed);
        }
    }

    /** Returns when no operation is open any more; how many items were shown as done on the way. */
    private int awaitEnd(int items, String status) {
        Duration pause = FIRST_PAUSE;
        Instant moved = Instant.now();
        int shown = 0;
        int open = api.get(status + "/operation-status/" + OperationStatus.OPEN.code()).asInt();
        while (open > 0) {
            int done = Math.max(0, items - open);
            if (done > shown) {
                progress.add(done - shown, 0);
                shown = done;
                pause = FIRST_PAUSE;
                moved = Instant.now();
            } else if (Duration.between(moved, Instant.now()).compareTo(STANDSTILL) > 0) {
                progress.note("nothing has moved for a minute: does an instance take from the queue (nacento.rabbitmq.consumers)?");
                moved = Instant.now();
            }
            GalleryApi.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            open = api.get(status + "/operation-status/" + OperationStatus.OPEN.code()).asInt();
        }
        return shown;
    }

    private void failed(Bulk bulk, int id, String error) {
        failures.add(bulk.items().get(id - 1), error);
    }
}
