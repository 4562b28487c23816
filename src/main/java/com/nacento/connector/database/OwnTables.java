package com.nacento.connector.database;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The connector's own tables: how each is made, and what one lacks that the PHP module or an older connector has made. */
public final class OwnTables {

    /** Their names, without the prefix. */
    public static final List<String> NAMES = List.of("nacento_media_gallery_meta", "nacento_gallery_request", "nacento_refresh",
            "nacento_gallery_bulk", "nacento_awaited_image", "nacento_source_position");
    /** What tables of the PHP module, or of an older connector, may be without; one for all that came together. */
    static final Map<String, List<String>> LATER_COLUMNS = Map.of("nacento_gallery_request", List.of("operation_id", "awaits", "notes"),
            "nacento_media_gallery_meta", List.of("updated_at", "product_id", "brought_by"));
    static final String WITHOUT_FOREIGN_KEY = "nacento_media_gallery_meta without foreign key";

    private static final List<Change> CHANGES = List.of(
            new Change("nacento_media_gallery_meta", "create-media-gallery-meta", "table nacento_media_gallery_meta"),
            new Change("nacento_gallery_request", "create-gallery-request", "table nacento_gallery_request"),
            new Change("nacento_refresh", "create-refresh", "table nacento_refresh"),
            new Change("nacento_gallery_bulk", "create-gallery-bulk", "table nacento_gallery_bulk"),
            new Change("nacento_awaited_image", "create-awaited-image", "table nacento_awaited_image"),
            new Change("nacento_source_position", "create-source-position", "table nacento_source_position"),
            new Change("nacento_gallery_request.operation_id", "alter-gallery-request", "column operation_id of nacento_gallery_request"),
            new Change("nacento_gallery_request.awaits", "alter-gallery-request-awaits", "column awaits of nacento_gallery_request"),
            new Change("nacento_gallery_request.notes", "alter-gallery-request-notes", "column notes of nacento_gallery_request"),
            new Change(WITHOUT_FOREIGN_KEY, "alter-media-gallery-meta-key", "nacento_media_gallery_meta without the module's foreign key"),
            new Change("nacento_media_gallery_meta.updated_at", "alter-media-gallery-meta-time",
                    "column updated_at of nacento_media_gallery_meta"),
            new Change("nacento_media_gallery_meta.product_id", "alter-media-gallery-meta",
                    "columns product_id, value_id and s3_content of nacento_media_gallery_meta"),
            new Change("nacento_media_gallery_meta.brought_by", "alter-media-gallery-meta-owners",
                    "column brought_by of nacento_media_gallery_meta"));

    private OwnTables() {
    }

    /**
     * Something that is made where it is missing.
     *
     * @param lack      a table, or {@code table.column}
     * @param statement name of the file in {@code sql/} that makes it
     * @param words     what is there afterwards
     */
    public record Change(String lack, String statement, String words) {
    }

    /**
     * What must be done, in this order.
     *
     * @param lacking of {@link MagentoSchema#missingOwnTables()}
     */
    public static List<Change> changes(Set<String> lacking) {
        return CHANGES.stream().filter(change -> lacking.contains(change.lack())).toList();
    }
}
