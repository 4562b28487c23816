package com.nacento.connector.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All rows of the tables that the connector may write, each column as text, so that two shops can be compared: what an id refers to stands
 * in its place, a row's own id does not; topics and bulks are all alike, and so are times that are not of the fixture.
 */
public final class RowsWithoutIds {

    private static final Pattern WRITABLE = Pattern.compile("GRANT [A-Z, ]*(?:INSERT|UPDATE)[A-Z, ]* ON magento\\.(\\w+) TO .*");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?");
    private static final LocalDateTime FIXTURE_ENDS = LocalDateTime.of(2025, 1, 1, 0, 0);

    private final MagentoShop shop;
    /** Columns that hold ids, and what the ids refer to; a column that is not here, or with a table that is not, is its row's own id. */
    private final Map<String, Map<String, String>> references = new HashMap<>();

    private RowsWithoutIds(MagentoShop shop) throws SQLException {
        this.shop = shop;
        Map<String, String> products = names("SELECT entity_id AS id, sku AS name FROM {prefix}catalog_product_entity");
        Map<String, String> images = names("""
                SELECT value_id AS id, CONCAT(value, ' of ', GROUP_CONCAT(sku ORDER BY sku SEPARATOR ' and ')) AS name
                FROM {prefix}catalog_product_entity_media_gallery
                JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity USING (value_id)
                JOIN {prefix}catalog_product_entity USING (entity_id) GROUP BY value_id, value""");
        references.put("entity_id", products);
        references.put("product_id", products);
        references.put("value_id", images);
        references.put("attribute_id", names("SELECT attribute_id AS id, attribute_code AS name FROM {prefix}eav_attribute"));
        references.put("record_id",
                names("""
                SELECT record_id AS id, CONCAT(value, ' of ', sku, ' in store ', store_id) AS name
                FROM {prefix}catalog_product_entity_media_gallery_value v
                JOIN {prefix}catalog_product_entity_media_gallery USING (value_id) JOIN {prefix}catalog_product_entity USING (entity_id)"""));
        references.put("request_id",
                names("SELECT request_id AS id, CONCAT('request for ', sku) AS name FROM {prefix}nacento_gallery_request"));
        references.put("operation_id", names("SELECT id, CONCAT('operation ', operation_key) AS name FROM {prefix}magento_operation"));
    }

    /** One line for each row, in the order of their tables and then of the lines. */
    public static List<String> of(MagentoShop shop) throws SQLException, IOException {
        RowsWithoutIds rows = new RowsWithoutIds(shop);
        List<String> all = new ArrayList<>();
        for (String grant : Files.readAllLines(Path.of("src/main/resources/rights/connector.sql"))) {
            Matcher writable = WRITABLE.matcher(grant);
            if (writable.matches()) {
                all.addAll(rows.of(writable.group(1)));
            }
        }
        return all;
    }

    private List<String> of(String table) throws SQLException {
        String own = shop.text("SELECT MIN(column_name) AS name FROM information_schema.columns WHERE table_schema = DATABASE()"
                + " AND table_name = ? AND extra LIKE '%auto_increment%'", shop.database().table(table));
        return shop.rows("SELECT * FROM {prefix}" + table).stream().map(row -> line(table, own, row)).sorted(Comparator.naturalOrder())
                .toList();
    }

    private String line(String table, String own, Map<String, Object> row) {
        StringBuilder line = new StringBuilder(table);
        row.forEach((column, value) -> {
            if (!column.equals(own)) {
                line.append(" | ").append(column).append('=').append(text(column, value));
            }
        });
        return line.toString();
    }

    private String text(String column, Object value) {
        if (value == null) {
            return "null";
        }
        if (references.containsKey(column)) {
            return references.get(column).getOrDefault(value.toString(), "nothing that is there");
        }
        if (value instanceof Timestamp time) {
            return time(time.toLocalDateTime());
        }
        if (value instanceof LocalDateTime time) {
            return time(time);
        }
        String text = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
        String masked = UUID.matcher(text.replace(shop.topic(), "(topic)")).replaceAll("(uuid)");
        return INSTANT.matcher(masked).replaceAll("(time)").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String time(LocalDateTime time) {
        return time.isBefore(FIXTURE_ENDS) ? time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) : "(time)";
    }

    private Map<String, String> names(String query) throws SQLException {
        Map<String, String> names = new HashMap<>();
        for (Map<String, Object> row : shop.rows(query)) {
            names.put(row.get("id").toString(), row.get("name").toString());
        }
        return names;
    }
}
