package com.nacento.connector.sql;

import static com.nacento.connector.gallery.GalleryChanges.row;

import com.nacento.connector.database.Rows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * For each statement what a chunk of 250 products, spread over a {@link LargeShop}, gives it, and how many rows it then reads
 * or changes.
 */
final class StatementParameters {

    static final int CHUNK = 250;

    private static final String BULK = "00000000-0000-0000-0000-000000000003";
    private static final String BULK_FORM = "00000000-0000-0000-0000-%012d";
    private static final int ANY = -1;

    /**
     * A statement's use.
     *
     * @param rows rows read or changed; {@code -1}: it does not matter
     */
    record Use(int rows, Map<String, Object> parameters) {

        boolean countsRows() {
            return rows != ANY;
        }
    }

    private static final Map<String, Use> USES = new TreeMap<>(Map.of(
            "count-bulk-operations", new Use(1, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process", "status", 4)),
            "create-gallery-request", new Use(ANY, Map.of()),
            "create-media-gallery-meta", new Use(ANY, Map.of()),
            "find-finished-requests", new Use(10_000, Map.of("keep_seconds", 604_800)),
            "find-bulk-operations", new Use(100, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process")),
            "find-bulk-status", new Use(100, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process")),
            "find-columns", new Use(ANY, Map.of()),
            // of two attribute sets
            "find-product-attributes", new Use(16, Map.of()),
            "find-products", new Use(CHUNK, one("skus", "SKU-%06d"::formatted)),
            "find-requests", new Use(CHUNK, one("message_requests", n -> row("bulk_uuid", bulk(n), "operation_key", operation(n),
                    "message_id", "message-" + n, "place", n % 2 + 1)))));

    static {
        // number 400 and 800 are open, of the others none is younger
        USES.put("find-gallery-requests", new Use(2, Map.of("product_ids", products(), "submitted_at", "2999-01-01 00:00:00.000000",
                "await_seconds", 3_600)));
        USES.put("find-gallery-images", new Use(CHUNK, Map.of("product_ids", products(), "media_gallery", 208)));
        // a role, its label and the attribute set of each
        USES.put("find-roles",
                new Use(3 * CHUNK, Map.of("product_ids", products(), "value_attributes", "203,211,219,240,243,252,367,521")));
        USES.put("count-operations-by-status", new Use(ANY, Map.of("bulks", Rows.json(List.of(BULK)))));
        USES.put("count-bulk-skus",
                new Use(ANY, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process", "counts", "^[0-9]+ inserted", "warned", "; ")));
        USES.put("find-bulk-progress", new Use(ANY, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process")));
        USES.put("find-bulk-skus",
                new Use(51, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process", "after", 0, "statuses", "1,2,3,4,5",
                        "message", "^", "text", "")));
        USES.put("find-failed-operations",
                new Use(ANY, Map.of("bulk_uuid", BULK, "after", 0L, "topic", "nacento.gallery.process", "operations", "",
                        "message", "^(?!invalid_item(?!: ambiguous_sku))")));
        USES.put("find-recent-bulks", new Use(21, Map.of("before", 999_999_999, "topic", "nacento.gallery.process",
                "text", "", "description", "^")));
        USES.put("find-integrations", new Use(0, Map.of()));
        USES.put("delete-gallery-images", new Use(0, one("dead_links", n -> row("value_id", image(n), "product_id", n))));
        USES.put("delete-gallery-values", new Use(CHUNK, one("dead_values", StatementParameters::record)));
        USES.put("insert-bulk", new Use(1, Map.of("bulk_uuid", "11111111-0000-0000-0000-000000000001", "operation_count", 2,
                "description", "500 SKUs")));
        USES.put("insert-gallery-images", new Use(CHUNK, Map.of("media_gallery", 208,
                "new_images", json(n -> row("value", "/n/e/new-" + n + ".jpg")))));
        USES.put("insert-gallery-values", new Use(CHUNK, one("new_values", n -> row("value_id", image(n), "product_id", n,
                "label", n % 2 == 0 ? null : "Front", "position", 4_294_967_295L, "disabled", 1))));
        USES.put("insert-store-values",
                new Use(CHUNK, one("new_store_values", n -> row("value_id", image(n), "product_id", n, "store_id", 1,
                        "label", n % 2 == 0 ? null : "Front", "position", 4_294_967_295L, "disabled", 1))));
        USES.put("find-oldest-request", new Use(1, Map.of()));
        USES.put("count-gallery-repairs", new Use(1, Map.of()));
        USES.put("find-gallery-sample", new Use(50, Map.of()));
        USES.put("find-audited-products", new Use(1_000, Map.of("after", 50_000)));
        USES.put("find-audited-rows", new Use(5_000, Map.of("after", 250_000)));
        USES.put("find-audited-images", new Use(CHUNK, Map.of("product_ids", products())));
        USES.put("find-indexer-modes", new Use(0, Map.of()));
        USES.put("find-open-operations", new Use(1, Map.of("topic", "nacento.gallery.process", "waiting", "waits until %")));
        USES.put("find-server", new Use(1, Map.of()));
        USES.put("find-table-prefixes", new Use(1, Map.of()));
        USES.put("drop-own-tables", new Use(ANY, Map.of()));
        USES.put("create-gallery-bulk", new Use(ANY, Map.of()));
        USES.put("insert-gallery-bulk", new Use(1, Map.of("bulk_uuid", "11111111-0000-0000-0000-000000000001")));
        USES.put("update-gallery-bulks",
                new Use(CHUNK, Map.of("bulk_uuids", Rows.json(IntStream.range(0, CHUNK).mapToObj(BULK_FORM::formatted).toList()))));
        USES.put("delete-gallery-bulk", new Use(1, Map.of("bulk_uuid", BULK)));
        USES.put("find-abandoned-bulks", new Use(100, Map.of("seconds", 30)));
        USES.put("find-open-requests", new Use(100, Map.of("bulk_uuid", BULK, "operation_key", 0)));
        for (String alter : List.of("alter-gallery-request", "alter-gallery-request-awaits",
                "alter-gallery-request-notes", "alter-media-gallery-meta", "alter-media-gallery-meta-owners",
                "alter-media-gallery-meta-key", "alter-media-gallery-meta-time", "alter-nothing")) {
            USES.put(alter, new Use(ANY, Map.of()));
        }
        USES.put("find-new-gallery-images", new Use(ANY, Map.of()));
        USES.put("update-new-gallery-images", new Use(0, one("new_links", n -> row("value_id", image(n), "product_id", n))));
        USES.put("find-new-gallery-values",
                new Use(ANY, one("new_values", n -> row("value_id", image(n), "product_id", n))));
        USES.put("find-new-operations", new Use(ANY, Map.of("bulk_uuid", BULK)));
        USES.put("find-new-unnumbered-operations", new Use(ANY, Map.of()));
        USES.put("update-new-operations", new Use(0, one("operation_ids", n -> n)));
        USES.put("insert-missing-operations",
                new Use(CHUNK, one("new_operations", n -> row("bulk_uuid", bulk(n), "operation_key", 1_000 + n,
                        "topic_name", "nacento.gallery.process", "serialized_data", "{\"sku\":\"ü\"}", "status", 4, "result_message",
                        null))));
        USES.put("insert-unnumbered-operations",
                new Use(CHUNK, one("new_operations", n -> row("bulk_uuid", bulk(n), "topic_name", "nacento.gallery.process",
                        "serialized_data", "{\"sku\":\"ü\"}", "status", 4, "result_message", null))));
        USES.put("insert-operations", new Use(CHUNK, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process",
                "new_operations", json(n -> row("operation_key", n, "status", 4, "result_message", null, "serialized_data",
                        "{\"sku\":\"ü\"}")))));
        USES.put("link-operations",
                new Use(CHUNK, one("unlinked_operations", n -> row("bulk_uuid", bulk(n), "operation_key", operation(n)))));
        USES.put("count-operations-by-status", new Use(1, Map.of("bulks", Rows.json(List.of(BULK)))));
        USES.put("count-bulk-skus",
                new Use(ANY, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process", "counts", "^[0-9]+ inserted", "warned", "; ")));
        USES.put("find-bulk-progress", new Use(1, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process")));
        USES.put("find-bulk-skus",
                new Use(51, Map.of("bulk_uuid", BULK, "topic", "nacento.gallery.process", "after", 0, "statuses", "1,2,3,4",
                        "message", "^", "text", "")));
        USES.put("find-failed-operations",
                new Use(0, Map.of("bulk_uuid", BULK, "after", 0L, "topic", "nacento.gallery.process", "operations", "",
                        "message", "^(?!invalid_item(?!: ambiguous_sku))")));
        USES.put("find-recent-bulks", new Use(21, Map.of("before", Long.MAX_VALUE, "topic", "nacento.gallery.process",
                "text", "", "description", "^")));
        USES.put("find-oldest-refresh", new Use(1, Map.of()));
        USES.put("create-refresh", new Use(ANY, Map.of()));
        USES.put("insert-refreshes",
                new Use(CHUNK, one("new_refreshes", n -> row("product_id", n, "file_path", n % 800 == 0 ? null : "/s/k/" + n + ".jpg",
                        "replaced", 1))));
        USES.put("update-due-refreshes", new Use(1_000, Map.of("claim", "a round", "pause", 30)));
        USES.put("find-refreshes", new Use(1_000, Map.of("claim", "a round")));
        USES.put("delete-refreshes", new Use(CHUNK, Map.of("refreshes", products())));
        USES.put("find-old-refreshes", new Use(1_000, Map.of()));
        USES.put("find-parent-products", new Use(CHUNK, one("product_ids", n -> n)));
        USES.put("insert-requests", new Use(CHUNK, one("new_requests", n -> row("sku", "SKU-%06d".formatted(n),
                "submitted_at", n % 800 == 0 ? null : "2026-01-01 00:00:00.123456", "images", "[]"))));
        USES.put("insert-finished-requests", new Use(CHUNK, one("direct_requests", n -> row("sku", "SKU-%06d".formatted(n),
                "submitted_at", "2026-01-01 00:00:00.123456", "images", "[]", "notes", n % 800 == 0 ? null : "{}"))));
        USES.put("insert-open-requests",
                new Use(CHUNK, Map.of("bulk_uuid", BULK, "open_requests", json(n -> row("sku", "SKU-%06d".formatted(n),
                        "operation_key", 10_000 + n, "operation_id", n, "submitted_at", n % 2 == 0 ? null : "2026-01-01 00:00:00.000001",
                        "images",
                        "[]")))));
        USES.put("link-gallery-images", new Use(CHUNK, one("new_links", n -> row("value_id", image(n) - 1, "product_id", n))));
        USES.put("lock-products", new Use(CHUNK, Map.of("product_ids", products())));
        USES.put("find-free-products", new Use(CHUNK, Map.of("product_ids", products())));
        USES.put("move-gallery-values", new Use(CHUNK, one("moved_values", n -> row("record_id", record(n), "value_id", image(n) - 1))));
        USES.put("reject-open-operations", new Use(100, Map.of("bulk_uuid", BULK, "result_message", "the broker did not confirm")));
        USES.put("reject-open-requests", new Use(100, Map.of("bulk_uuid", BULK)));
        // a row that stands already counts twice where its value changes
        USES.put("save-etags", new Use(2 * CHUNK, one("etags", n -> row("record_id", record(n), "product_id", n, "value_id", image(n),
                "etag", "etag-" + n, "content", null, "brought_by", n % 2 == 0 ? null : "{\"erp\":[\"front\"]}"))));
        USES.put("delete-etags", new Use(CHUNK, one("dead_etags", StatementParameters::record)));
        USES.put("find-etags", new Use(5_000, Map.of("after", record(50_000))));
        // every second product's is the module's
        USES.put("update-etag-keys",
                new Use(CHUNK, one("etag_keys", n -> row("record_id", record(n - 1), "product_id", n - 1, "value_id", image(n - 1)))));
        USES.put("save-roles", new Use(CHUNK, one("saved_roles", n -> row("product_id", n, "attribute_id", 219,
                "store_id", 0, "value", "/s/k/sku-" + n + ".jpg"))));
        USES.put("delete-roles",
                new Use(CHUNK, one("dead_roles", n -> row("product_id", n, "attribute_id", 240, "store_id", 0))));
        USES.put("find-stores", new Use(ANY, Map.of()));
        USES.put("touch-products", new Use(CHUNK, Map.of("touched", products())));
        USES.put("unlink-gallery-images", new Use(CHUNK, one("dead_links", n -> row("value_id", image(n), "product_id", n))));
        USES.put("update-gallery-paths", new Use(CHUNK,
                one("changed_paths", n -> row("value_id", image(n), "value", "/n/e/" + n + ".jpg", "disabled", n % 2 == 0 ? 0 : null))));
        awaitedImages();
        sourcePositions();
        bucketEvents();
        USES.put("update-gallery-values", new Use(CHUNK, one("changed_values", n -> row("record_id", record(n), "label", "Back",
                "position", 3, "disabled", 1))));
        USES.put("update-operations", new Use(CHUNK, one("finished_operations", n -> row("operation_id", n % 800 == 0 ? null : n,
                "bulk_uuid", bulk(n), "operation_key", operation(n), "status", 3, "result_message", "1 inserted"))));
        USES.put("delete-finished-requests", new Use(ANY, one("finished_requests", n -> n)));
        USES.put("insert-failed-requests", new Use(CHUNK, one("failed_requests", n -> row("sku", "SKU-%06d".formatted(n), "code",
                "internal", "images", "[]", "notes", "{\"error\":\"internal: x\"}"))));
        USES.put("find-sku-requests", new Use(1, Map.of("skus", "[\"SKU-000400\"]", "before", Long.MAX_VALUE)));
        USES.put("update-requests", new Use(CHUNK, one("finished_requests", n -> row("request_id", n, "state", 3))));
        USES.put("update-request-images", new Use(CHUNK, one("decided_images", n -> row("request_id", n, "images", "[{}]"))));
    }

    private static void sourcePositions() {
        Map<String, Object> taken = Map.of("source", "akeneo", "kind", "updated", "claim", "a round", "lease", 600);
        USES.put("create-source-position", new Use(ANY, Map.of()));
        USES.put("insert-source-position", new Use(1, Map.of("source", "akeneo", "kind", "another")));
        USES.put("update-due-source-position", new Use(1, taken));
        USES.put("find-source-position", new Use(1, taken));
        USES.put("find-source-positions", new Use(ANY, Map.of()));
        USES.put("update-source-lease", new Use(1, taken));
        USES.put("update-source-position", new Use(1, Map.of("source", "akeneo", "kind", "updated", "claim", "a round", "position",
                1_780_000_000_000L, "pause", 900)));
    }

    private static void awaitedImages() {
        USES.put("create-awaited-image", new Use(ANY, Map.of()));
        USES.put("count-awaited-images", new Use(1, Map.of()));
        USES.put("count-awaited-images-by-bulk", new Use(ANY, Map.of()));
        USES.put("find-awaited-images", new Use(2_500, Map.of("claim", "a look")));
        USES.put("update-due-awaited-images", new Use(5_000, Map.of("claim", "another look", "pause", 300)));
        // those of the chunk that the look has taken
        USES.put("update-awaited-images", new Use(6, Map.of("claim", "a look", "put_off", json(n -> row("request_id", n, "file_path",
                "/s/k/sku-" + n + ".jpg", "looks", 2, "due_at", "2026-01-01 10:00")))));
        USES.put("update-arrived-images", new Use(CHUNK, one("arrived_images", n -> "/s/k/sku-" + n + ".jpg")));
        USES.put("insert-awaited-images", new Use(CHUNK, one("awaited_images", n -> row("request_id", n, "submitted_at",
                "2026-01-01 00:00:00.123456", "file_path", "/n/e/" + n + ".jpg"))));
        USES.put("delete-awaited-images", new Use(CHUNK, one("ended_waits", n -> row("request_id", n, "file_path",
                n % 800 == 0 ? null : "/s/k/sku-" + n + ".jpg"))));
        // none of the requests waits, two are open
        USES.put("delete-ended-waits", new Use(CHUNK, one("worked_requests", n -> n)));
        USES.put("find-awaited-requests", new Use(0, one("request_ids", n -> n)));
        String awaiting = json(n -> row("request_id", n, "awaits", "{}", "result_message", "waits until then"));
        USES.put("update-awaiting-requests", new Use(2, Map.of("awaiting_requests", awaiting)));
        USES.put("update-awaiting-operations", new Use(0, Map.of("awaiting_requests", awaiting)));
    }

    private static void bucketEvents() {
        USES.put("find-products-of-images",
                new Use(CHUNK, Map.of("path_checksums", json(n -> checksum("s/k/sku-" + n + ".jpg")), "media_gallery", 208)));
        USES.put("find-shown-images", new Use(CHUNK, one("shown_images", n -> row("product_id", n, "value_id", image(n)))));
    }

    private static long checksum(String path) {
        CRC32 checksum = new CRC32();
        checksum.update(path.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    private StatementParameters() {
    }

    static Map<String, Use> uses() {
        return USES;
    }

    private static Map<String, Object> one(String parameter, IntFunction<Object> rowOfProduct) {
        return Map.of(parameter, json(rowOfProduct));
    }

    private static String products() {
        return json(n -> n);
    }

    private static String json(IntFunction<Object> rowOfProduct) {
        return Rows.json(IntStream.rangeClosed(1, CHUNK).map(i -> i * LargeShop.PRODUCTS / CHUNK).mapToObj(rowOfProduct).toList());
    }

    private static int image(int product) {
        return LargeShop.FIRST_IMAGE + product;
    }

    private static int record(int product) {
        return LargeShop.FIRST_RECORD + product;
    }

    private static String bulk(int product) {
        return BULK_FORM.formatted((product - 1) / 100);
    }

    private static int operation(int product) {
        return (product - 1) % 100 + 1;
    }
}
