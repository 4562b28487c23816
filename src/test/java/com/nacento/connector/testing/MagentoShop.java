package com.nacento.connector.testing;

import com.nacento.connector.lab.stage.Bucket;
import com.nacento.connector.lab.stage.MagentoDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A Magento shop of a test's own: a database, a bucket and a topic of names that nobody else uses. In statements
 * {@code {prefix}} stands for the table prefix. Closing it removes database and bucket.
 */
public final class MagentoShop implements AutoCloseable {

    private static final String MEDIA = "media/catalog/product";

    private final MagentoDatabase database;
    private final Bucket bucket;
    private final String topic;
    private final Connection connection;

    private MagentoShop(String suffix, String prefix, String charset, String collation) throws SQLException {
        this.database = MagentoDatabase.create(TestServers.database(), "nacento_test_" + suffix, prefix, charset, collation);
        this.bucket = Bucket.create(TestServers.storage(), "nacento-test-" + suffix);
        this.topic = "nacento.test." + suffix;
        this.connection = database.connect();
    }

    /** A shop as Magento installs it today: utf8mb4_general_ci, no table prefix. */
    public static MagentoShop open() throws SQLException {
        return open("", "utf8mb4_general_ci");
    }

    /**
     * A shop of another kind.
     *
     * @param prefix    of all tables
     * @param collation of all tables, for example {@code utf8mb3_general_ci}; it names the charset, too
     */
    public static MagentoShop open(String prefix, String collation) throws SQLException {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        return new MagentoShop(suffix, prefix, collation.substring(0, collation.indexOf('_')), collation);
    }

    public MagentoDatabase database() {
        return database;
    }

    public Bucket bucket() {
        return bucket;
    }

    /** The topic of the shop's gallery messages: queue and routing key. */
    public String topic() {
        return topic;
    }

    /** A product with this SKU; its id. */
    public long addProduct(String sku) throws SQLException {
        return insert("INSERT INTO {prefix}catalog_product_entity (attribute_set_id, sku, updated_at) VALUES (9, ?, '2020-01-01')", sku);
    }

    /**
     * Saves a product in the admin, as Magento does it with nothing edited ({@code saveGalleryStoreValue}): the value rows of the
     * store view are deleted and inserted anew, with other record ids.
     */
    public void adminSaves(long product, int store) throws SQLException {
        for (Map<String, Object> row : rows(
                "SELECT record_id, value_id, label, position, disabled FROM {prefix}catalog_product_entity_media_gallery_value"
                        + " WHERE entity_id = ? AND store_id = ? ORDER BY record_id",
                product, store)) {
            execute("DELETE FROM {prefix}catalog_product_entity_media_gallery_value WHERE record_id = ?", row.get("record_id"));
            execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position, "
                    + "disabled)"
                    + " VALUES (?, ?, ?, ?, ?, ?)", row.get("value_id"), store, product, row.get("label"), row.get("position"),
                    row.get("disabled"));
        }
    }

    /** Puts an object where Magento's remote storage has the image {@code /m/y/a.jpg}. */
    public void putImage(String path, String content) {
        bucket.put(MEDIA + path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The ETag that the bucket gives for an image. */
    public String etag(String path) {
        return bucket.etag(MEDIA + path);
    }

    /** The attribute id of a product attribute; it differs from shop to shop. */
    public long attribute(String code) throws SQLException {
        return number("SELECT attribute_id FROM {prefix}eav_attribute JOIN {prefix}eav_entity_type USING (entity_type_id)"
                + " WHERE entity_type_code = 'catalog_product' AND attribute_code = ?", code);
    }

    /** What the product has in the admin scope for an attribute of backend type varchar, or {@code null}. */
    public String value(long product, String attribute) throws SQLException {
        return text("SELECT value FROM {prefix}catalog_product_entity_varchar WHERE entity_id = ? AND store_id = 0 AND attribute_id = ?",
                product, attribute(attribute));
    }

    /** The rows of a query, columns by their labels. */
    public List<Map<String, Object>> rows(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters); ResultSet found = statement.executeQuery()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.put(found.getMetaData().getColumnLabel(column), found.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The first column of every row as text. */
    public List<String> texts(String sql, Object... parameters) throws SQLException {
        return rows(sql, parameters).stream().map(row -> row.values().iterator().next())
                .map(value -> value == null ? null : value.toString())
                .toList();
    }

    /** The only value of a query as text, {@code null} if it is NULL or there is no row. */
    public String text(String sql, Object... parameters) throws SQLException {
        List<String> texts = texts(sql, parameters);
        return texts.isEmpty() ? null : texts.get(0);
    }

    /** The only value of a query as a number. */
    public long number(String sql, Object... parameters) throws SQLException {
        return Long.parseLong(text(sql, parameters));
    }

    /** Runs a statement that changes rows; how many it changed. */
    public int execute(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Runs an INSERT of one row; the id that the server gave it. */
    public long insert(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.executeUpdate();
        }
        return number("SELECT LAST_INSERT_ID()");
    }

    /** A new connection to the shop's database, which the caller closes. */
    public Connection connect() throws SQLException {
        return database.connect();
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.replace("{prefix}", database.prefix()));
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.drop();
        bucket.drop();
        bucket.close();
    }
}
