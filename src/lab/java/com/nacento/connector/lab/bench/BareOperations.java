package com.nacento.connector.lab.bench;

import com.nacento.connector.database.BulkId;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.Catalogue.Labels;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What whoever takes a bulk for later must write besides, since Magento's Bulk Actions page and its status calls show it: an open
 * operation for each SKU before the bulk is accepted, a thousand in a transaction, and how it ended, 250 in a transaction.
 */
final class BareOperations {

    private static final int SLICE = 1_000;
    private static final int CHUNK = 250;

    private final Connection connection;
    private final Catalogue catalogue;
    private final NamedStatement insertBulk;
    private final NamedStatement insertOperations;
    private final NamedStatement findOperations;
    private final NamedStatement updateOperations;
    private final boolean returnsIds;

    /** @param returnsIds whether an INSERT gives back what it inserted; else it is read */
    BareOperations(Connection connection, Catalogue catalogue, boolean returnsIds) throws SQLException {
        this.connection = connection;
        this.catalogue = catalogue;
        this.insertBulk = new NamedStatement(connection, "insert-bulk");
        this.insertOperations = new NamedStatement(connection, "insert-operations");
        this.findOperations = new NamedStatement(connection, "find-new-operations");
        this.returnsIds = returnsIds;
        this.updateOperations = new NamedStatement(connection, "update-operations");
    }

    /** Writes them, and what became of them. */
    void run(Work work) throws SQLException {
        BulkId id = BulkId.random();
        insertBulk.run(Map.of("bulk_uuid", id.bytes(), "operation_count", work.skus(), "description", "the limit"));
        connection.setAutoCommit(false);
        Map<Long, Object> ids = new HashMap<>();
        for (int first = 1; first <= work.skus(); first += SLICE) {
            List<Object> rows = new ArrayList<>();
            for (int key = first; key < first + SLICE && key <= work.skus(); key++) {
                rows.add(GalleryChanges.row("operation_key", key, "serialized_data", catalogue.item(key, Labels.STORED), "status",
                        OperationStatus.OPEN.code(), "result_message", null));
            }
            Map<String, Object> parameters = Map.of("bulk_uuid", id.bytes(), "topic", "nacento.gallery.process", "new_operations",
                    Rows.json(rows));
            List<Object[]> returned = insertOperations.run(parameters);
            (returnsIds ? returned : findOperations.run(parameters))
                    .forEach(row -> ids.put(((Number) row[1]).longValue(), row[0]));
            connection.commit();
        }
        for (int first = 1; first <= work.skus(); first += CHUNK) {
            List<Object> rows = new ArrayList<>();
            for (long key = first; key < first + CHUNK && key <= work.skus(); key++) {
                rows.add(GalleryChanges.row("operation_id", ids.get(key), "bulk_uuid", id.text(), "operation_key", key, "status",
                        OperationStatus.COMPLETE.code(),
                        "result_message", "0 inserted, 0 updated, 0 new ETags, 3 unchanged"));
            }
            updateOperations.run(Map.of("finished_operations", Rows.json(rows)));
            connection.commit();
        }
        connection.setAutoCommit(true);
    }
}
