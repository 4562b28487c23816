package com.nacento.connector.database;

import java.util.List;
import java.util.Set;

/** The connector's own tables: how each is made, and what one lacks that the PHP module or an older connector has made. */
public final class OwnTables {

    /** Their names, without the prefix. */
    public static final List<String> NAMES = List.of("nacento_media_gallery_meta", "nacento_gallery_request", "nacento_refresh",
            "nacento_gallery_bulk", "nacento_awaited_image", "nacento_source_position");
    static final String LATER_COLUMNS = "nacento_gallery_request.awaits";
    static final String ETAG_OF_THE_IMAGE = "nacento_media_gallery_meta.brought_by";

    private static final List<Change> CHANGES = List.of(
            new Change("nacento_media_gallery_meta", "create-media-gallery-meta", "table nacento_media_gallery_meta"),
            new Change("nacento_gallery_request", "create-gallery-request", "table nacento_gallery_request"),
            new Change("nacento_refresh", "create-refresh", "table nacento_refresh"),
            new Change("nacento_gallery_bulk", "create-gallery-bulk", "table nacento_gallery_bulk"),
            new Change("nacento_awaited_image", "create-awaited-image", "table nacento_awaited_image"),
            new Change("nacento_source_position", "create-source-position", "table nacento_source_position"),
            new Change(LATER_COLUMNS, "alter-gallery-request", "columns operation_id and awaits of nacento_gallery_request"),
            new Change(ETAG_OF_THE_IMAGE, "alter-media-gallery-meta",
                    "product_id, value_id, s3_content and brought_by of nacento_media_gallery_meta, which has no foreign key any more"));

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
