package com.nacento.connector.lab.bench;

import com.nacento.connector.database.DatabaseServer;
import com.nacento.connector.database.OwnTables;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.lab.stage.RepeatedLook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shop of a benchmark: all products of the catalogue, and a gallery that is emptied or filled set-wise between two runs. What
 * it is filled with lies beside the shop's tables in {@code bench_image}.
 */
final class BenchShop implements AutoCloseable {

    private static final int BATCH = 5_000;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final RepeatedLook CLEARED_UP = new RepeatedLook(Duration.ofSeconds(10), Duration.ofMillis(100));
    /** What the path of an image ends with that is to go. */
    private static final String OLD = ".old.jpg";
    private static final List<String> GALLERY = List.of("nacento_media_gallery_meta", "catalog_product_entity_media_gallery_value",
            "catalog_product_entity_media_gallery_value_to_entity", "catalog_product_entity_media_gallery",
            "catalog_product_entity_varchar",
            "nacento_gallery_request", "magento_operation", "magento_bulk");
    /** Statements as the server counts them, by the kind that is shown. */
    private static final Map<String, List<String>> COUNTERS = Map.of(
            "reads", List.of("Com_select"),
            "writes",
            List.of("Com_insert", "Com_insert_select", "Com_update", "Com_update_multi", "Com_delete", "Com_delete_multi", "Com_replace"),
            "commits", List.of("Com_commit"));

    private final MagentoDatabase database;
    private final Connection connection;
    private final DatabaseServer server;
    private int stored = -1;
    private long ownReads;

    private BenchShop(MagentoDatabase database, Connection connection, DatabaseServer server) {
        this.database = database;
        this.connection = connection;
        this.server = server;
    }

    /** Creates the database with the products of a catalogue, and the connector's own tables, as its start would. */
    static BenchShop create(DatabaseAddress server, String name, Catalogue catalogue) throws SQLException {
        MagentoDatabase database = MagentoDatabase.create(server, name, "", "utf8mb4", "utf8mb4_general_ci");
        Connection connection = database.address().withOption("useBulkStmts=true").connect();
        BenchShop shop = new BenchShop(database, connection, serverOf(connection));
        for (OwnTables.Change table : OwnTables.changes(Set.copyOf(OwnTables.NAMES))) {
            shop.run(SqlFiles.packaged(table.statement(),
                    Map.of("prefix", "", "sku_charset", "utf8mb4", "sku_collation", "utf8mb4_general_ci")));
        }
        shop.addProducts(catalogue);
        return shop;
    }

    private static DatabaseServer serverOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@version, @@version_comment")) {
            row.next();
            return DatabaseServer.of(Map.of("version", row.getString(1), "version_comment", row.getString(2)));
        }
    }

    /** Whether an INSERT gives back what it inserted. */
    boolean returnsIds() {
        return server.returnsIds();
    }

    MagentoDatabase database() {
        return database;
    }

    private void addProducts(Catalogue catalogue) throws SQLException {
        run("INSERT INTO store (store_id, code, website_id, group_id, name, sort_order, is_active) VALUES (3, 'fr', 1, 1, 'Français', 2, 1)");
        run("""
                INSERT INTO catalog_product_entity (entity_id, attribute_set_id, sku, created_at, updated_at)
                SELECT seq, 9, CONCAT('SKU-', LPAD(seq, 6, '0')), '2024-01-01', '2024-01-01' FROM %s"""
                .formatted(Numbers.to(catalogue.products())));
        run("""
                CREATE TABLE bench_image (image_id INT UNSIGNED PRIMARY KEY, product_id INT UNSIGNED NOT NULL, position INT UNSIGNED NOT NULL,
                  value VARCHAR(255) NOT NULL, label VARCHAR(255) NOT NULL, etag VARCHAR(255) NOT NULL)
                  DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_general_ci""");
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench_image VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int picture = 0; picture < catalogue.products() * Catalogue.IMAGES; picture++) {
                int product = picture / Catalogue.IMAGES + 1;
                int image = picture % Catalogue.IMAGES + 1;
                String path = catalogue.path(product, image);
                insert.setInt(1, picture + 1);
                insert.setInt(2, product);
                insert.setInt(3, image);
                insert.setString(4, path);
                insert.setString(5, Catalogue.label(product, image, Catalogue.Labels.STORED));
                insert.setString(6, Catalogue.etag(Catalogue.key(path), 0));
                insert.addBatch();
                if ((picture + 1) % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
        run("ANALYZE TABLE catalog_product_entity");
    }

    /**
     * Makes the first products have their galleries and no other product any.
     *
     * @return false if it was so already
     */
    boolean store(int products) throws Exception {
        if (stored == products) {
            return false;
        }
        run("SET foreign_key_checks = 0, unique_checks = 0");
        for (String table : GALLERY) {
            empty(table);
        }
        // every product has other values than roles; without them the server would know nothing of the table that a shop's server knows
        run("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) SELECT " + attribute("name")
                + ", 0, entity_id, sku FROM catalog_product_entity");
        for (String table : products == 0
                ? List.<String>of()
                : List.of(
                        "catalog_product_entity_media_gallery (value_id, attribute_id, value) SELECT image_id, "
                                + attribute("media_gallery") + ", value",
                        "catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) SELECT image_id, product_id",
                        "catalog_product_entity_media_gallery_value (record_id, value_id, store_id, entity_id, label, position) SELECT "
                                + "image_id, image_id, 0, product_id, label, position",
                        "nacento_media_gallery_meta (record_id, product_id, value_id, s3_etag) SELECT image_id, product_id, image_id, "
                                + "etag")) {
            run("INSERT INTO " + table + " FROM bench_image WHERE product_id <= " + products);
        }
        for (String role : products == 0 ? List.<String>of() : List.of("image", "small_image", "thumbnail")) {
            storeFirstImages(products, role, "value");
            storeFirstImages(products, role + "_label", "label");
        }
        run("SET foreign_key_checks = 1, unique_checks = 1");
        // what a shop has long had its server also has statistics of
        run("ANALYZE TABLE catalog_product_entity_varchar" + (products == 0 ? "" : ", " + String.join(", ", GALLERY.subList(0, 4))));
        stored = products;
        return true;
    }

    /** The last image of each of the first products is one that no request names. */
    void renameLastImages(int products) throws SQLException {
        run("UPDATE catalog_product_entity_media_gallery g JOIN bench_image b ON b.image_id = g.value_id SET g.value = CONCAT(g.value, '"
                + OLD + "') WHERE b.position = " + Catalogue.IMAGES + " AND b.product_id <= " + products);
        changed();
    }

    /** From now on the server refuses new images of one product in so many, as a trigger of the shop may; 0: of none. */
    void refuse(int oneIn) throws SQLException {
        run("DROP TRIGGER IF EXISTS bench_refuses");
        if (oneIn > 0) {
            // not BEFORE: with that, MariaDB 11.4.5 finds null in whatever INSERT … SELECT inserts
            run("CREATE TRIGGER bench_refuses AFTER INSERT ON catalog_product_entity_media_gallery_value_to_entity FOR EACH ROW IF "
                    + "NEW.entity_id MOD " + oneIn + " = 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'; END IF");
        }
    }

    private void empty(String table) throws Exception {
        if (!CLEARED_UP.until(() -> isEmptied(table))) {
            throw new IllegalStateException(table + " cannot be emptied: somebody holds it since " + CLEARED_UP.limit());
        }
    }

    /** While the server still clears up behind the work before, it refuses a TRUNCATE at once instead of waiting for that. */
    private boolean isEmptied(String table) throws SQLException {
        try {
            run("TRUNCATE TABLE " + table);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_WAIT_TIMEOUT) {
                return false;
            }
            throw e;
        }
    }

    /** What {@link #store} made is no longer so. */
    void changed() {
        stored = -1;
    }

    private void storeFirstImages(int products, String attribute, String column) throws SQLException {
        run("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) SELECT " + attribute(attribute)
                + ", 0, product_id, " + column + " FROM bench_image WHERE position = 1 AND product_id <= " + products);
    }

    /** The id of a product attribute. */
    long attribute(String code) throws SQLException {
        return number("SELECT attribute_id FROM eav_attribute JOIN eav_entity_type USING (entity_type_id)"
                + " WHERE entity_type_code = 'catalog_product' AND attribute_code = '" + code + "'");
    }

    /**
     * How many galleries there are, and how many of their labels are new ones: {@code images, links, values, in stores, etags, roles,
     * renamed, old}.
     */
    Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("images", number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery"));
        rows.put("links", number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery_value_to_entity"));
        rows.put("values", number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery_value WHERE store_id = 0"));
        rows.put("in stores", number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery_value WHERE store_id > 0"));
        rows.put("etags", number("SELECT COUNT(*) FROM nacento_media_gallery_meta"));
        rows.put("roles", number("SELECT COUNT(*) FROM catalog_product_entity_varchar WHERE attribute_id <> " + attribute("name")));
        rows.put("renamed", number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery_value WHERE label LIKE '%, renamed'"));
        rows.put("old", number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery WHERE value LIKE '%" + OLD + "'"));
        return rows;
    }

    /** How many stored ETags are not those of the catalogue's beginning. */
    long changedETags() throws SQLException {
        return number(
                "SELECT COUNT(*) FROM nacento_media_gallery_meta m JOIN catalog_product_entity_media_gallery_value v ON v.entity_id = "
                        + "m.product_id AND v.value_id = m.value_id"
                        + " JOIN bench_image b ON b.image_id = (v.entity_id - 1) * " + Catalogue.IMAGES
                        + " + v.position WHERE b.etag <> m.s3_etag");
    }

    /** How many ETags of the first products, whose galleries are as they were stored, are other ones by now. */
    long overwritten(int products) throws SQLException {
        ownReads++;
        return number("SELECT COUNT(*) FROM nacento_media_gallery_meta m JOIN bench_image b ON b.image_id = m.record_id"
                + " WHERE m.record_id <= " + products * Catalogue.IMAGES + " AND b.etag <> m.s3_etag");
    }

    /** Whether an operation is still open. One look into an index, as cheap as a question can be: it is asked while others work. */
    boolean hasOpenOperations() throws SQLException {
        ownReads++;
        return number("SELECT COUNT(*) FROM (SELECT 1 FROM magento_operation WHERE status = 4 LIMIT 1) o") > 0;
    }

    long operations(int status) throws SQLException {
        return number("SELECT COUNT(*) FROM magento_operation WHERE status = " + status);
    }

    /** The server's count of statements, by kind, without those that the benchmark asks while it waits. */
    Map<String, Long> statements() throws SQLException {
        Map<String, Long> counted = new LinkedHashMap<>(Map.of("reads", -ownReads, "writes", 0L, "commits", 0L));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com\\_%'")) {
            while (rows.next()) {
                String name = rows.getString(1);
                long value = rows.getLong(2);
                COUNTERS.forEach((kind, names) -> counted.merge(kind, names.contains(name) ? value : 0, Long::sum));
            }
        }
        return counted;
    }

    /**
     * Sets an embedded server to what a shop's would have: a buffer pool that holds the tables, each commit on the disk.
     *
     * @param pool of the buffers, in MiB
     */
    void tune(int pool) throws SQLException {
        String logSize = server.product() == DatabaseServer.Product.MYSQL ? "innodb_redo_log_capacity" : "innodb_log_file_size";
        run("SET GLOBAL innodb_flush_log_at_trx_commit = 1, GLOBAL innodb_buffer_pool_size = " + pool + " * 1024 * 1024, GLOBAL " + logSize
                + " = 512 * 1024 * 1024, GLOBAL innodb_doublewrite = 'ON'");
    }

    /** The server and the settings that decide how fast it commits. */
    String server() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CONCAT('" + server + ", buffer pool ', @@innodb_buffer_pool_size DIV 1048576, ' MiB, "
                                + "flush_log_at_trx_commit ',"
                                + " @@innodb_flush_log_at_trx_commit, ', doublewrite ', @@innodb_doublewrite)")) {
            row.next();
            return row.getString(1);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Removes the database. */
    @Override
    public void close() throws SQLException {
        connection.close();
        database.drop();
    }
}
