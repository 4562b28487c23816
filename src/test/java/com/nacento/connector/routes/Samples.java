package com.nacento.connector.routes;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.Wanted;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.sync.ChunkSize;
import com.nacento.connector.sync.RemovalTally;
import com.nacento.connector.sync.SyncCall;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncCall.Origin;
import com.nacento.connector.sync.SyncChunk;
import com.nacento.connector.sync.SyncResults;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small shop, and the things that travel between routes. Product 10 has the SKU {@code SKU-10}, and so on. */
public final class Samples {

    public static final int MEDIA_GALLERY = 90;
    public static final int IMAGE_ROLE = 87;
    public static final List<Map<String, Object>> MARIADB = server("11.4.5-MariaDB", "mariadb.org binary distribution");
    public static final List<Map<String, Object>> MYSQL = server("8.4.3", "MySQL Community Server - GPL");
    public static final String SUBMITTED = "2026-01-02 03:04:05.000000";

    public static final List<Map<String, Object>> ATTRIBUTES = List.of(
            row("attribute_code", "media_gallery", "attribute_id", MEDIA_GALLERY, "frontend_input", "gallery", "backend_type", "static"),
            row("attribute_code", "image", "attribute_id", IMAGE_ROLE, "frontend_input", "media_image", "backend_type", "varchar"));
    public static final List<Map<String, Object>> COLUMNS_WITHOUT_OWN_TABLES = Stream
            .of("catalog_product_entity.sku", "catalog_product_entity_media_gallery.value",
                    "catalog_product_entity_media_gallery_value.label", "catalog_product_entity_varchar.value")
            .map(Samples::column).toList();
    public static final List<Map<String, Object>> COLUMNS = Stream.concat(COLUMNS_WITHOUT_OWN_TABLES.stream(),
            Stream.of("nacento_media_gallery_meta.record_id", "nacento_media_gallery_meta.product_id",
                    "nacento_media_gallery_meta.brought_by",
                    "nacento_media_gallery_meta.updated_at", "nacento_gallery_request.request_id",
                    "nacento_gallery_request.operation_id", "nacento_gallery_request.awaits", "nacento_gallery_request.notes",
                    "nacento_awaited_image.request_id",
                    "nacento_source_position.position",
                    "nacento_refresh.refresh_id", "nacento_gallery_bulk.bulk_uuid").map(Samples::column))
            .toList();

    private Samples() {
    }

    /** Answer of {@code find-server}. */
    public static List<Map<String, Object>> server(String version, String comment) {
        return List.of(row("version", version, "version_comment", comment));
    }

    private static Map<String, Object> column(String name) {
        String[] parts = name.split("\\.");
        return row("table_name", parts[0], "column_name", parts[1], "character_set_name", "utf8mb4", "collation_name", "utf8mb4_general_ci",
                "character_octet_length", 255L);
    }

    public static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    /** What the shop is known to be once it has learnt the rows above. */
    public static MagentoSchema schema() {
        return MagentoSchema.of("", ATTRIBUTES, COLUMNS);
    }

    public static GalleryImage image(String path) {
        return new GalleryImage(path, null, null, null, List.of());
    }

    /** What is stored of a request for one image. */
    public static String images(String path) {
        return ImagesJson.write(new Wanted(RequestTerms.PLAIN, List.of(image(path))));
    }

    /** A product that somebody wants to have these images, by a direct call. */
    public static ProductSync product(long id, String... paths) {
        return ProductSync.of(id, List.of(new GalleryRequest((int) id, "SKU-" + id, null, SUBMITTED, null, null, null,
                Stream.of(paths).map(Samples::image).toList(), List.of())));
    }

    /** A product for which a request of the queue, operation 1 of the bulk {@code bulk-1}, is to be processed. */
    public static ProductSync waitingProduct(long id, long requestId, String path) {
        return ProductSync.of(id,
                List.of(new GalleryRequest(0, "SKU-" + id, requestId, SUBMITTED, "bulk-1", null, 1L, List.of(image(path)), List.of())));
    }

    /** Row of {@code find-gallery-requests}: the same request waits in the database. */
    public static Map<String, Object> requestRow(long product, long requestId, String path) {
        return row("product_id", product, "request_id", requestId, "submitted_at", SUBMITTED, "state", 4,
                "bulk_uuid", "bulk-1", "operation_key", 1L, "images", images(path));
    }

    public static SyncChunk chunk(ProductSync... products) {
        return new SyncChunk(List.of(products));
    }

    /** The chunk with each of its products planned. */
    public static SyncChunk planned(SyncChunk chunk) {
        return chunk.planned(schema(), RemovalLimit.NONE);
    }

    /** The chunk with what its products have: rows of {@link #requestRow} and of {@link #galleryRow}. */
    @SafeVarargs
    public static SyncChunk withState(SyncChunk chunk, Map<String, Object>... rows) {
        Map<Boolean, List<Map<String, Object>>> requests = Stream.of(rows)
                .collect(Collectors.partitioningBy(row -> row.containsKey("request_id")));
        return chunk.withGalleries(requests.get(true), requests.get(false), List.of());
    }

    /** Row of {@code find-gallery-images}: the product has the image, with this ETag. */
    public static Map<String, Object> galleryRow(long product, String path, String etag) {
        return row("product_id", product, "value_id", product * 100, "value", path, "media_type", "image", "hidden", 0, "links", 1L,
                "record_id", product * 100 + 1, "store_id", 0, "label", null, "position", 1L, "disabled", 0, "etag_record",
                etag == null ? null : product * 100 + 1, "s3_etag", etag);
    }

    public static GalleryItem item(int index, String sku, String... paths) {
        return new GalleryItem(index, sku, Stream.of(paths).map(Samples::image).toList(), List.of(), null);
    }

    /** A direct call; two SKUs make a chunk. */
    public static SyncCall galleryCall(GalleryItem... items) {
        return new SyncCall("test", Stream.of(items).map(GalleryItem::sku).toList(), () -> List.of(items).iterator(), Origin.DIRECT,
                new ChunkLimits(new ChunkSize(2), 100, 1 << 20));
    }

    public static SkuResult ok(int index, String sku) {
        return new SkuResult(index, sku, 10L, new ImageStats(1, 0, 0, 0, 0, List.of()), null, Refreshes.NONE);
    }

    public static SkuResult failed(int index, String sku, SyncError.Code code) {
        return SkuResult.failed(index, sku, null, new SyncError(code, "because"), List.of());
    }

    public static SyncResults results(SkuResult... results) {
        return new SyncResults(Refreshes.NONE, new RemovalTally(20), false).add(new SyncChunk(List.of(), List.of(results), Map.of()));
    }

    /** The results of a call that met an outage before anything was written. */
    public static SyncResults interrupted(Outage outage, SkuResult... results) {
        return new SyncResults(Refreshes.NONE, new RemovalTally(20), false)
                .add(new SyncChunk(List.of(), List.of(results), Map.of()).interrupted(outage));
    }

    public static Outage outage(Outage.Part part) {
        return new Outage(part, "the test took it away", null);
    }

    public static SQLException databaseAway() {
        return new SQLNonTransientConnectionException("connection refused", "08000");
    }

    public static SQLException deadlock() {
        return new SQLException("Deadlock found when trying to get lock", "40001", 1213);
    }

    public static SQLException rowRefused() {
        return new SQLException("Data too long for column 'label'", "22001", 1406);
    }

    /** All SKUs of the call as products 10, 11 … in the order of {@code find-products}. */
    public static List<Map<String, Object>> found(Long... productIds) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Long id : productIds) {
            rows.add(row("item", rows.size(), "product_id", id, "sku", "SKU-" + id, "submitted_at", SUBMITTED));
        }
        return rows;
    }

    /** What a bulk says besides its images. */
    public static BulkEnvelope envelope(String requestId, String... skus) {
        return new BulkEnvelope(requestId, RequestTerms.PLAIN, null, List.of(), List.of(skus));
    }
}
