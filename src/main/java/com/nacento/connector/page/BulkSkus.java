package com.nacento.connector.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.database.BulkId;
import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.ResultMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The SKUs of an asynchronous bulk, a page at a time: what each asked for, and what became of it. */
public final class BulkSkus {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OF_ITEM = Set.of("sku", "images", "mode", "allow_empty", "empty_slots");
    /** What is said of all items of a bulk. */
    private static final Set<String> OF_BULK = Set.of("source", "max_removals");
    /** By the address of a call, and by the bucket. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("store", "changed");

    private final String topic;
    private final ImagePathRules paths;

    public BulkSkus(String topic, ImagePathRules paths) {
        this.topic = topic;
        this.paths = paths;
    }

    /**
     * The parameters for a page.
     *
     * @param query {@code state} (all, open, done, changed, warned, failed), {@code text}, {@code reason}, {@code after}
     * @throws Refused with 400 if it makes no sense
     */
    public Map<String, Object> parameters(String uuid, String query) {
        SkuQuery asked = SkuQuery.of(query);
        return Map.of("bulk_uuid", new BulkId(uuid).bytes(), "topic", topic, "after", asked.after(),
                "statuses", asked.state().statuses(), "message", asked.message(), "text", asked.text());
    }

    /** The page. */
    public SkuPage page(List<Map<String, Object>> rows) {
        return SkuPage.of(rows.stream().map(this::sku).toList());
    }

    /** The parameters for counting all of them. */
    public Map<String, Object> summaryParameters(String uuid) {
        return Map.of("bulk_uuid", new BulkId(uuid).bytes(), "topic", topic, "counts", ResultMessage.COUNTED, "warned",
                ResultMessage.WARNED);
    }

    /** How many there are of each kind. */
    public SkuSummary summary(List<Map<String, Object>> rows) {
        SkuSummary.Counting counting = new SkuSummary.Counting();
        for (Map<String, Object> row : rows) {
            counting.add(Rows.number(row, "status").intValue(), Rows.text(row, "reason"),
                    ResultMessage.parse(Rows.text(row, "counts")).map(ShownSku.Counts::of).orElse(null),
                    Rows.number(row, "warned") > 0, Rows.number(row, "skus"));
        }
        return counting.summary();
    }

    /** The parameters for a page of those that have failed; {@code text}, {@code reason}, {@code after} as for any page. */
    public Map<String, Object> failureParameters(String uuid, String query) {
        return parameters(uuid, "state=failed&" + (query == null ? "" : query));
    }

    /** The page, with what each asked for as it can be sent again. */
    public FailurePage failures(List<Map<String, Object>> rows) {
        List<FailurePage.Failure> found = rows.stream().limit(SkuPage.MOST).map(this::failure).toList();
        return new FailurePage(found, rows.size() > SkuPage.MOST ? found.get(SkuPage.MOST - 1).sku().id() : null);
    }

    private FailurePage.Failure failure(Map<String, Object> row) {
        ObjectNode asked = asked(row);
        // of an item that is wrong in itself its images are not kept
        boolean incomplete = OperationStatus.REJECTED.is(Rows.number(row, "status").intValue()) && asked.path("images").isEmpty();
        if (incomplete || !asked.has("images") || SAID_ELSEWHERE.stream().anyMatch(asked::has)) {
            return new FailurePage.Failure(sku(row), null, null);
        }
        ObjectNode item = asked.deepCopy().retain(OF_ITEM);
        ObjectNode request = asked.retain(OF_BULK);
        if (request.isEmpty()) {
            return new FailurePage.Failure(sku(row), item, null);
        }
        request.putArray("items").add(item);
        return new FailurePage.Failure(sku(row), null, request);
    }

    /** With everything that was said of it, also of all items of its bulk; empty if nobody knows it any more. */
    private static ObjectNode asked(Map<String, Object> row) {
        String stored = Rows.text(row, "images");
        JsonNode known = tree(stored == null ? Rows.text(row, "serialized_data") : stored);
        ObjectNode asked = JSON.createObjectNode();
        if (stored != null) {
            asked.put("sku", Rows.text(row, "sku"));
        }
        if (known.isArray() && stored != null) {
            asked.set("images", known);
        }
        return known.isObject() ? asked.setAll((ObjectNode) known) : asked;
    }

    private ShownSku sku(Map<String, Object> row) {
        JsonNode asked = tree(Rows.text(row, "serialized_data"));
        String sku = Rows.text(row, "sku") == null ? asked.path("sku").asText("") : Rows.text(row, "sku");
        int status = Rows.number(row, "status").intValue();
        String message = Rows.text(row, "result_message");
        boolean complete = OperationStatus.COMPLETE.is(status);
        ImageStats stats = complete ? ResultMessage.parse(message).orElse(null) : null;
        // of an open one: which objects it waits for
        boolean good = complete || OperationStatus.OPEN.is(status);
        List<String> warnings = stats != null ? stats.warnings() : good && message != null ? List.of(message) : List.of();
        return new ShownSku(Rows.number(row, "operation_key"), sku, status, good ? null : message,
                stats == null ? null : ShownSku.Counts.of(stats), warnings, images(Rows.text(row, "images"), asked),
                Rows.number(row, "millis"));
    }

    private List<ShownSku.Image> images(String stored, JsonNode asked) {
        if (stored != null) {
            return ImagesJson.read(stored).images().stream().map(ShownSku.Image::of).toList();
        }
        List<ShownSku.Image> images = new ArrayList<>();
        for (JsonNode image : asked.path("images")) {
            String given = image.path("file_path").asText("");
            List<String> roles = new ArrayList<>();
            image.path("roles").forEach(role -> roles.add(role.asText()));
            images.add(new ShownSku.Image(valueOf(given), image.path("label").isTextual() ? image.path("label").asText() : null, roles));
        }
        return images;
    }

    /** The path in Magento's form; as it was given, if it is none. */
    private String valueOf(String given) {
        try {
            return paths.magentoValue(given);
        } catch (InvalidItemException refused) {
            return given;
        }
    }

    private static JsonNode tree(String json) {
        try {
            return json == null ? JSON.createObjectNode() : JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            // somebody else's operation on our topic: there is nothing to be shown of what it asked for
            return JSON.createObjectNode();
        }
    }
}
