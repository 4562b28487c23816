package com.nacento.connector.lab.bench;

import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.S3Stub;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/**
 * What the PHP module does, in Java and so without PHP's and Magento's own costs: a product after the other, an image after the
 * other, two HEADs an image (does it exist, what is its ETag), every statement for a single row, one transaction a product. Like the
 * module it writes an image that is there whether or not it differs.
 */
final class SequentialModule implements AutoCloseable {

    private static final List<String> ROLES = List.of("image", "small_image", "thumbnail");
    private static final String VALUE_OF_IMAGE = "SELECT record_id FROM catalog_product_entity_media_gallery_value WHERE value_id = ? AND "
            + "entity_id = ? AND store_id = 0";

    private final Catalogue catalogue;
    private final S3Client client;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<String, Long> attributes = new LinkedHashMap<>();

    SequentialModule(Catalogue catalogue, S3Client client, BenchShop shop) throws SQLException {
        this.catalogue = catalogue;
        this.client = client;
        DatabaseAddress database = shop.database().address();
        this.connection = database.withOption("useServerPrepStmts=true").connect();
        attributes.put("media_gallery", shop.attribute("media_gallery"));
        for (String role : ROLES) {
            attributes.put(role, shop.attribute(role));
            attributes.put(role + "_label", shop.attribute(role + "_label"));
        }
    }

    /** Processes the products one by one. */
    void run(Work work) throws SQLException {
        connection.setAutoCommit(false);
        for (int product = 1; product <= work.skus(); product++) {
            long id = number("SELECT entity_id FROM catalog_product_entity WHERE sku = ?", Catalogue.sku(product));
            for (int image = 1; image <= Catalogue.IMAGES; image++) {
                save(id, product, image, work.labels());
            }
            for (String role : ROLES) {
                saveAttribute(id, role, catalogue.path(product, 1));
                saveAttribute(id, role + "_label", Catalogue.label(product, 1, work.labels()));
            }
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private void save(long product, int number, int image, Catalogue.Labels labels) throws SQLException {
        String path = catalogue.path(number, image);
        HeadObjectRequest head = HeadObjectRequest.builder().bucket(S3Stub.BUCKET).key(Catalogue.key(path)).build();
        client.headObject(head);
        String etag = client.headObject(head).eTag().replace("\"", "");
        String label = Catalogue.label(number, image, labels);
        long valueId = number(
                "SELECT g.value_id FROM catalog_product_entity_media_gallery g JOIN catalog_product_entity_media_gallery_value_to_entity l"
                        + " ON l.value_id = g.value_id WHERE l.entity_id = ? AND g.attribute_id = ? AND g.value = ?",
                product, attributes.get("media_gallery"), path);
        if (valueId == 0) {
            run("INSERT INTO catalog_product_entity_media_gallery (attribute_id, value, media_type) VALUES (?, ?, 'image')",
                    attributes.get("media_gallery"), path);
            valueId = number("SELECT LAST_INSERT_ID()");
            run("INSERT INTO catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES (?, ?)", valueId, product);
        }
        long recordId = number(VALUE_OF_IMAGE, valueId, product);
        if (recordId == 0) {
            run("INSERT INTO catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position, disabled) VALUES "
                    + "(?, 0, ?, ?, ?, 0)",
                    valueId, product, label, image);
            recordId = number(VALUE_OF_IMAGE, valueId, product);
        } else {
            run("UPDATE catalog_product_entity_media_gallery_value SET label = ?, position = ?, disabled = 0 WHERE record_id = ?", label,
                    image, recordId);
        }
        run("INSERT INTO nacento_media_gallery_meta (record_id, s3_etag) VALUES (?, ?) ON DUPLICATE KEY UPDATE s3_etag = VALUES(s3_etag)",
                recordId, etag);
    }

    private void saveAttribute(long product, String attribute, String value) throws SQLException {
        run("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES (?, 0, ?, ?) ON DUPLICATE KEY "
                + "UPDATE value = VALUES(value)",
                attributes.get(attribute), product, value);
    }

    /** The first column of the first row; 0 if there is none. */
    private long number(String sql, Object... parameters) throws SQLException {
        try (ResultSet row = prepared(sql, parameters).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void run(String sql, Object... parameters) throws SQLException {
        prepared(sql, parameters).executeUpdate();
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
