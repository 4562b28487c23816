package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.database.Shop;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.GalleryMessage.Operations;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.sync.ChunkSize;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;

/** What the tests of messages and operations share: a shop that is known, items, messages. */
public final class OperationFixture {

    public static final String TOPIC = "nacento.gallery.process";
    public static final String BULK = "f8d3c1a3-0000-4000-8000-000000000001";
    public static final ImagePathRules PATHS = new ImagePathRules("shop", "", List.of("jpg"));
    public static final ChunkLimits LIMITS = new ChunkLimits(new ChunkSize(250), 5_000, 1 << 20);

    private OperationFixture() {
    }

    public static OperationFormat format(int skusPerMessage) {
        return new OperationFormat(new Queues("magento", TOPIC), skusPerMessage, new GalleryMessageWriter(PATHS), shop());
    }

    /** SKUs in utf8mb4, operations in a BLOB. */
    private static Shop shop() {
        List<Map<String, Object>> columns = new ArrayList<>();
        columns.add(column("catalog_product_entity", "sku"));
        columns.add(column("catalog_product_entity_media_gallery", "value"));
        columns.add(column("catalog_product_entity_media_gallery_value", "label"));
        columns.add(column("catalog_product_entity_varchar", "value"));
        Shop shop = new Shop(new SqlFiles(new DefaultCamelContext(), ""));
        shop.learn(List.of(attribute("media_gallery", 90, "gallery", "static"), attribute("image", 87, "media_image", "varchar")), columns,
                List.of());
        return shop;
    }

    private static Map<String, Object> column(String table, String name) {
        return new HashMap<>(Map.of("table_name", table, "column_name", name, "character_set_name", "utf8mb4",
                "collation_name", "utf8mb4_general_ci"));
    }

    private static Map<String, Object> attribute(String code, int id, String input, String backend) {
        return Map.of("attribute_code", code, "attribute_id", id, "frontend_input", input, "backend_type", backend);
    }

    public static GalleryItem item(int index, String sku) {
        return new GalleryItem(index, sku, List.of(new GalleryImage("/m/y/a.jpg", "L", null, null, List.of())), List.of(), null);
    }

    public static GalleryItem invalid(int index, String sku) {
        return new GalleryItem(index, sku, List.of(), List.of(), SyncError.invalidItem("bad"));
    }

    /** A message with keys from 1. */
    public static Operations message(String bulkUuid, GalleryItem... items) {
        List<Operation> operations = new ArrayList<>();
        for (GalleryItem item : items) {
            operations.add(new Operation(bulkUuid == null ? null : Long.valueOf(operations.size() + 1), item));
        }
        return new Operations(bulkUuid, operations);
    }

    /** A row of {@code find-requests}. */
    public static Map<String, Object> known(int item, Long requestId, Integer state, String bulkStartedAt) {
        Map<String, Object> row = new HashMap<>();
        row.put("item", item);
        row.put("request_id", requestId);
        row.put("submitted_at", requestId == null ? null : "2026-01-02 03:04:05.000000");
        row.put("state", state);
        row.put("bulk_started_at", bulkStartedAt);
        row.put("operation_id", requestId == null || bulkStartedAt == null ? null : 1_000 + requestId);
        return row;
    }

    /** The requests of a round that is small enough for one slice. */
    public static RequestSlice only(MessageWork work) {
        List<RequestSlice> slices = work.slices();
        assertThat(slices).hasSize(1);
        return slices.get(0);
    }

    /** The same work, which has been told the answer of {@code find-requests}. */
    public static MessageWork known(MessageWork work, List<Map<String, Object>> rows) {
        only(work).known(rows);
        return work;
    }
}
