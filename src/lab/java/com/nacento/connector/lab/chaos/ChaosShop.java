package com.nacento.connector.lab.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.bulk.BulkDescription;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Numbers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The shop of a fault test: products that requests name, each with rows of others about it (an image, a video, store views' values,
 * a gallery row that another product links too), products of which nobody says anything, and bulks of other programs.
 * It is read past the gates, and set up anew connection by connection, since its server comes and goes.
 */
final class ChaosShop {

    /** Images for one product that requests may name. */
    static final int IMAGES = 6;

    /** A store view of which no request speaks. */
    private static final int OTHER_VIEW = 3;
    private static final int FIRST_PRODUCT = 1_000;
    private static final int OTHER_PRODUCTS = 200;
    /** Products of the PIM: no client names them. */
    private static final int FIRST_OF_PIM = 500_000;
    /** Gallery rows up to here are of images that no request names. */
    private static final int LAST_OF_OTHERS = 300_000;
    private static final String NAME = "nacento_chaos";
    private static final String PASSWORD = "chaos-only";
    /** Long before any run. */
    private static final String LONG_AGO = "2024-01-01";
    private static final Set<String> WRITTEN = Set.of("catalog_product_entity", "catalog_product_entity_varchar",
            "catalog_product_entity_media_gallery",
            "catalog_product_entity_media_gallery_value", "catalog_product_entity_media_gallery_value_to_entity", "magento_bulk",
            "magento_operation");

    /** A lock wait that was too long, and a deadlock. */
    private static final Set<Integer> CONFLICTS = Set.of(1205, 1213);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, SortedSet<String>>> OWNERS = new TypeReference<>() {
    };

    private static final String LATE_SLOTS = """
            SELECT DISTINCT o.sku
            FROM nacento_gallery_request o
            JOIN nacento_gallery_request y ON y.sku = o.sku AND (y.submitted_at, y.request_id) > (o.submitted_at, o.request_id)
            WHERE o.state = 1 AND y.state = 1 AND o.finished_at > y.finished_at AND o.finished_at > '%s' AND o.images LIKE '%%"slot"%%'""";

    private final Supplier<DatabaseAddress> server;
    private String lastLook = LONG_AGO;
    private final int products;
    private final String topic;
    private long lastValue;
    private long lastBulk;

    /**
     * An operation of a bulk.
     *
     * @param requestId of the bulk
     */
    record Operation(String requestId, int key, int status, String message) {
    }

    /**
     * What the tables say of all products that requests name.
     *
     * @param galleries by SKU, without those that have twins
     * @param twins     a line for each row that is there twice, or that nobody links
     * @param untouched SKUs whose {@code updated_at} has not moved since {@link #age}
     * @param lateSlots SKUs of which a request that names slots was processed after a younger one, since the last look
     */
    record Found(Map<String, ModelGallery> galleries, List<String> twins, Set<String> untouched, Set<String> lateSlots) {
    }

    private ChaosShop(Supplier<DatabaseAddress> server, int products, String topic) {
        this.server = server;
        this.products = products;
        this.topic = topic;
    }

    /** Creates it, the connector's own tables not yet. */
    static ChaosShop create(Supplier<DatabaseAddress> server, int products, String topic) throws SQLException {
        MagentoDatabase.create(server.get(), NAME, "", "utf8mb4", "utf8mb4_general_ci");
        ChaosShop shop = new ChaosShop(server, products, topic);
        shop.fill();
        return shop;
    }

    /** The shop, for the test itself, which may do everything. */
    DatabaseAddress address() {
        return server.get().withDatabase(NAME);
    }

    /** The connector's own account, which a server that is read-only keeps from writing. */
    DatabaseAddress account() {
        return new DatabaseAddress(address().url(), NAME, PASSWORD);
    }

    int products() {
        return products;
    }

    static String sku(int product) {
        return "CHAOS-%05d".formatted(product);
    }

    /** The number of {@link #sku}. */
    static int product(String sku) {
        return Integer.parseInt(sku.substring(sku.length() - 5));
    }

    static String skuOfPim(int product) {
        return "PIM-%04d".formatted(product);
    }

    /** Path of one of the images that requests may name; 0 is the one that some products begin with. */
    static String path(int product, int image) {
        return "/c/%d/chaos-%05d-%d.jpg".formatted(product % 10, product, image);
    }

    /** The model of a product as it is set up. */
    static ModelProduct model(int product) {
        SortedMap<String, ModelGallery.Image> images = new TreeMap<>();
        if (product % 5 == 0) {
            SortedMap<String, String> views = new TreeMap<>();
            views.put(ModelGallery.in("de", "label"), "Vorher");
            views.put(ModelGallery.in("de", "position"), "1");
            views.put(ModelGallery.in("de", "disabled"), "false");
            images.put(path(product, 0), new ModelGallery.Image("Before", 5L, false, null, views, Collections.emptySortedMap()));
        }
        SortedMap<String, String> roles = new TreeMap<>();
        SortedMap<String, String> labels = new TreeMap<>();
        if (product % 2 == 0) {
            roles.put("image", "/o/other-" + product + ".jpg");
            labels.put("image", "Theirs");
        }
        if (product % 3 == 0) {
            roles.put(ModelGallery.in("de", "image"), ModelRequest.NO_SELECTION);
        }
        return new ModelProduct(sku(product), new ModelGallery(images, roles, labels), product % 7 == 0 ? 9 : 3);
    }

    private void fill() throws SQLException {
        String seq = " FROM " + Numbers.to(products);
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            sql.execute("DROP USER IF EXISTS '" + NAME + "'@'%'");
            sql.execute("CREATE USER '" + NAME + "'@'%' IDENTIFIED BY '" + PASSWORD + "'");
            sql.execute("GRANT ALL ON " + NAME + ".* TO '" + NAME + "'@'%'");
            int gallery = attribute(sql, "media_gallery");
            int name = attribute(sql, "name");
            int image = attribute(sql, "image");
            int imageLabel = attribute(sql, "image_label");
            String day = ", 9, '" + LONG_AGO + "', '" + LONG_AGO + "'";
            String product = FIRST_PRODUCT + " + seq";
            sql.execute("INSERT INTO catalog_product_entity (entity_id, sku, attribute_set_id, created_at, updated_at) SELECT " + product
                    + ", CONCAT('CHAOS-', LPAD(seq, 5, '0'))" + day + seq);
            sql.execute(
                    "INSERT INTO catalog_product_entity (entity_id, sku, attribute_set_id, created_at, updated_at) SELECT seq, "
                            + "CONCAT('OTHER-', seq)"
                            + day
                            + " FROM " + Numbers.to(OTHER_PRODUCTS));
            sql.execute("INSERT INTO catalog_product_entity (entity_id, sku, attribute_set_id, created_at, updated_at) SELECT "
                    + FIRST_OF_PIM + " + seq, CONCAT('PIM-', LPAD(seq, 4, '0'))" + day + " FROM " + Numbers.to(ChaosPim.PRODUCTS));
            for (int store : List.of(0, 2)) {
                sql.execute("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) SELECT " + name + ", "
                        + store
                        + ", entity_id, CONCAT('Name ', sku) FROM catalog_product_entity");
            }
            sql.execute("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) SELECT " + image + ", 0, "
                    + product
                    + ", CONCAT('/o/other-', seq, '.jpg')" + seq + " WHERE seq % 2 = 0");
            sql.execute("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) SELECT " + imageLabel
                    + ", 0, " + product
                    + ", 'Theirs'" + seq + " WHERE seq % 2 = 0");
            sql.execute("INSERT INTO store (store_id, code, website_id, group_id, name, sort_order, is_active) VALUES (" + OTHER_VIEW
                    + ", 'fr', 1, 1, 'Français', 2, 1)");
            for (int store : List.of(2, OTHER_VIEW)) {
                sql.execute("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) SELECT " + image + ", "
                        + store + ", " + product + ", 'no_selection'" + seq + " WHERE seq % 3 = 0");
            }
            // an image of the product that no request names, its value in a store view, a video, and an image that requests do name
            image(sql, gallery, 100_000, "CONCAT('/o/other-', seq, '.jpg')", "image", "'Theirs'", 3, seq);
            sql.execute(
                    "INSERT INTO catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position) SELECT 100000 "
                            + "+ seq, 2, "
                            + product + ", 'Ihres', 1" + seq + " WHERE seq % 2 = 1");
            image(sql, gallery, 200_000, "CONCAT('/v/video-', seq, '.jpg')", "external-video", "'How it is made'", 9,
                    seq + " WHERE seq % 7 = 0");
            sql.execute(
                    "INSERT INTO catalog_product_entity_media_gallery_value_video (value_id, store_id, provider, url) SELECT 200000 + seq, "
                            + "0, 'youtube',"
                            + " CONCAT('https://video.example/', seq)" + seq + " WHERE seq % 7 = 0");
            image(sql, gallery, 300_000, "CONCAT('/c/', seq % 10, '/chaos-', LPAD(seq, 5, '0'), '-0.jpg')", "image", "'Before'", 5,
                    seq + " WHERE seq % 5 = 0");
            sql.execute(
                    "INSERT INTO catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position) SELECT 300000 "
                            + "+ seq, 2, "
                            + product + ", 'Vorher', 1" + seq + " WHERE seq % 5 = 0");
            // the same gallery row for a duplicated product, as Magento makes it
            String shared = " FROM " + Numbers.to(OTHER_PRODUCTS) + " WHERE seq * 5 <= " + products;
            sql.execute(
                    "INSERT INTO catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) SELECT 300000 + seq * 5, seq"
                            + shared);
            sql.execute(
                    "INSERT INTO catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position) SELECT 300000 "
                            + "+ seq * 5, 0, seq,"
                            + " 'Duplicate', 2" + shared);
            // another module's bulk, and one of the PHP module that it never published: both open for ever
            sql.execute("INSERT INTO magento_bulk (uuid, user_id, user_type, description, operation_count) VALUES"
                    + " ('11111111-1111-4111-8111-111111111111', 1, 2, 'Update attributes for 2 selected products', 1),"
                    + " ('22222222-2222-4222-8222-222222222222', 1, 2, 'Nacento gallery bulk', 1)");
            sql.execute("INSERT INTO magento_operation (operation_key, bulk_uuid, topic_name, serialized_data, status) VALUES"
                    + " (1, '11111111-1111-4111-8111-111111111111', 'product_action_attribute.update', '{}', 4),"
                    + " (1, '22222222-2222-4222-8222-222222222222', '" + topic
                    + "', '{\"sku\":\"CHAOS-00001\",\"images\":[{\"file_path\":\""
                    + path(1, 1) + "\",\"label\":\"never asked for\"}]}', 4)");
            lastValue = number(sql, "SELECT MAX(record_id) FROM catalog_product_entity_media_gallery_value");
            lastBulk = number(sql, "SELECT MAX(id) FROM magento_bulk");
        }
    }

    private static void image(Statement sql, int attribute, int offset, String path, String type, String label, int position, String from)
            throws SQLException {
        sql.execute("INSERT INTO catalog_product_entity_media_gallery (value_id, attribute_id, value, media_type) SELECT " + offset
                + " + seq, " + attribute + ", " + path
                + ", '" + type + "'" + from);
        sql.execute("INSERT INTO catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) SELECT " + offset + " + seq, "
                + FIRST_PRODUCT + " + seq" + from);
        sql.execute("INSERT INTO catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position) SELECT "
                + offset + " + seq, 0, " + FIRST_PRODUCT
                + " + seq, " + label + ", " + position + from);
    }

    /** The galleries as they are. */
    Found find() throws SQLException {
        Map<String, Map<String, ModelGallery.Image>> images = new HashMap<>();
        Map<String, SortedMap<String, String>> views = new HashMap<>();
        Map<String, SortedMap<String, String>> roles = new HashMap<>();
        Map<String, SortedMap<String, String>> labels = new HashMap<>();
        List<String> twins = new ArrayList<>();
        Set<String> spoilt = new HashSet<>();
        Set<String> untouched;
        Set<String> lateSlots;
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            try (ResultSet row = sql.executeQuery("""
                    SELECT p.sku, g.value, s.code, v.label, v.position, v.disabled
                    FROM catalog_product_entity p
                    JOIN catalog_product_entity_media_gallery_value v ON v.entity_id = p.entity_id
                    JOIN catalog_product_entity_media_gallery g ON g.value_id = v.value_id
                    JOIN store s ON s.store_id = v.store_id
                    WHERE p.sku LIKE 'CHAOS-%' AND g.value NOT LIKE '/o/%' AND g.media_type = 'image' AND v.store_id <> 0""")) {
                while (row.next()) {
                    String sku = row.getString("sku");
                    SortedMap<String, String> fields = views.computeIfAbsent(sku + row.getString("value"), first -> new TreeMap<>());
                    String code = row.getString("code");
                    if (fields.containsKey(ModelGallery.in(code, "disabled"))) {
                        twins.add(sku + ": " + row.getString("value") + " is there twice for " + code);
                        spoilt.add(sku);
                    }
                    if (row.getString("label") != null) {
                        fields.put(ModelGallery.in(code, "label"), row.getString("label"));
                    }
                    if (row.getString("position") != null) {
                        fields.put(ModelGallery.in(code, "position"), row.getString("position"));
                    }
                    fields.put(ModelGallery.in(code, "disabled"), String.valueOf(row.getBoolean("disabled")));
                }
            }
            lateSlots = lines(sql, LATE_SLOTS.formatted(lastLook));
            lastLook = lines(sql, "SELECT UTC_TIMESTAMP(6)").iterator().next();
            untouched = lines(sql, "SELECT sku FROM catalog_product_entity WHERE sku LIKE 'CHAOS-%' AND updated_at = '" + LONG_AGO + "'");
            try (ResultSet row = sql.executeQuery("""
                    SELECT p.sku, g.value, v.record_id, v.label, v.position, v.disabled, m.s3_etag, m.record_id IS NOT NULL AS remembered, m.brought_by
                    FROM catalog_product_entity p
                    JOIN catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = p.entity_id
                    JOIN catalog_product_entity_media_gallery g ON g.value_id = l.value_id
                    LEFT JOIN catalog_product_entity_media_gallery_value v ON v.value_id = l.value_id AND v.entity_id = l.entity_id AND v.store_id = 0
                    LEFT JOIN nacento_media_gallery_meta m ON m.product_id = l.entity_id AND m.value_id = l.value_id
                    WHERE p.sku LIKE 'CHAOS-%' AND g.value NOT LIKE '/o/%' AND g.media_type = 'image'""")) {
                while (row.next()) {
                    String sku = row.getString("sku");
                    if (row.getString("record_id") == null) {
                        twins.add(sku + ": " + row.getString("value") + " has no value row");
                        spoilt.add(sku);
                    }
                    Object before = images.computeIfAbsent(sku, first -> new HashMap<>()).put(row.getString("value"),
                            new ModelGallery.Image(row.getString("label"),
                                    row.getObject("position") == null ? null : Long.valueOf(row.getLong("position")),
                                    row.getBoolean("disabled"), row.getString("s3_etag"),
                                    views.getOrDefault(sku + row.getString("value"), new TreeMap<>()),
                                    row.getBoolean("remembered") ? owners(row.getString("brought_by")) : owners("{}")));
                    if (before != null) {
                        twins.add(sku + ": " + row.getString("value") + " is there twice");
                        spoilt.add(sku);
                    }
                }
            }
            try (ResultSet row = sql.executeQuery(
                    "SELECT g.value FROM catalog_product_entity_media_gallery g LEFT JOIN "
                            + "catalog_product_entity_media_gallery_value_to_entity l"
                            + " USING (value_id) WHERE l.value_id IS NULL")) {
                while (row.next()) {
                    twins.add("nobody: " + row.getString(1) + " belongs to no product");
                }
            }
            try (ResultSet row = sql.executeQuery(
                    "SELECT m.product_id, m.value_id FROM nacento_media_gallery_meta m LEFT JOIN "
                            + "catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = m.product_id"
                            + " AND l.value_id = m.value_id WHERE l.value_id IS NULL")) {
                while (row.next()) {
                    twins.add("nobody: gallery row " + row.getString(2) + ", which product " + row.getString(1)
                            + " has no longer, is still remembered");
                }
            }
            try (ResultSet row = sql.executeQuery(
                    """
                    SELECT p.sku, e.attribute_code, a.value, a.store_id, s.code FROM catalog_product_entity p
                    JOIN catalog_product_entity_varchar a USING (entity_id) JOIN eav_attribute e USING (attribute_id) JOIN store s USING (store_id)
                    WHERE p.sku LIKE 'CHAOS-%' AND a.store_id <> """ + " " + OTHER_VIEW
                            + " AND e.attribute_code <> 'name' AND (a.value IS NOT NULL OR a.store_id <> 0)")) {
                while (row.next()) {
                    String code = row.getString("attribute_code");
                    boolean isLabel = code.endsWith("_label");
                    String role = isLabel ? code.substring(0, code.length() - "_label".length()) : code;
                    (isLabel ? labels : roles).computeIfAbsent(row.getString("sku"), first -> new TreeMap<>())
                            .put(row.getInt("store_id") == 0 ? role : ModelGallery.in(row.getString("code"), role),
                                    String.valueOf(row.getString("value")));
                }
            }
        }
        Map<String, ModelGallery> galleries = new HashMap<>();
        for (int product = 1; product <= products; product++) {
            String sku = sku(product);
            if (!spoilt.contains(sku)) {
                galleries.put(sku,
                        new ModelGallery(new TreeMap<>(images.getOrDefault(sku, Map.of())), roles.getOrDefault(sku, new TreeMap<>()),
                                labels.getOrDefault(sku, new TreeMap<>())));
            }
        }
        return new Found(galleries, twins, untouched, lateSlots);
    }

    private static SortedMap<String, SortedSet<String>> owners(String stored) {
        try {
            return stored == null
                    ? Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("pim", Collections.emptySortedSet())))
                    : Collections.unmodifiableSortedMap(JSON.readValue(stored, OWNERS));
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("who brought an image cannot be read: " + stored, damaged);
        }
    }

    /** Sets {@code updated_at} back, so that the next change of a product is seen to move it. */
    void age() throws SQLException {
        run("UPDATE catalog_product_entity SET updated_at = '" + LONG_AGO + "' WHERE sku LIKE 'CHAOS-%'");
    }

    /** Whether the server refuses to write, but for those who may do everything. */
    void readOnly(boolean refuses) throws SQLException {
        run("SET GLOBAL read_only = " + (refuses ? "ON" : "OFF"));
    }

    /** Keeps everybody else away from a table for a while. */
    void lock(String table, Duration time) throws SQLException, InterruptedException {
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            sql.execute("LOCK TABLES " + table + " WRITE");
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        }
    }

    /** Whether a product is among those that are saved in the admin: others show that the connector makes no value row anew by itself. */
    static boolean isSaved(int product) {
        return product % 3 > 0;
    }

    /**
     * Saves products for all stores without any change, as Magento's admin does: the product is locked, its value rows go, and the same
     * ones come with other ids. Only {@code updated_at}, which a save moves too, stays, so that it shows what the connector changes.
     *
     * @return how many; whose lock somebody else holds for too long is left out, as Magento gives up too
     */
    int saveInAdmin(List<Integer> numbers) throws SQLException {
        int saved = 0;
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            sql.execute("SET innodb_lock_wait_timeout = 1");
            connection.setAutoCommit(false);
            for (int number : numbers) {
                int product = FIRST_PRODUCT + number;
                try {
                    sql.execute("SELECT entity_id FROM catalog_product_entity WHERE entity_id = " + product + " FOR UPDATE");
                    sql.execute("DROP TEMPORARY TABLE IF EXISTS saved");
                    sql.execute("CREATE TEMPORARY TABLE saved SELECT value_id, store_id, entity_id, label, position, disabled"
                            + " FROM catalog_product_entity_media_gallery_value WHERE store_id = 0 AND entity_id = " + product);
                    sql.execute("DELETE FROM catalog_product_entity_media_gallery_value WHERE store_id = 0 AND entity_id = " + product);
                    sql.execute(
                            "INSERT INTO catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, label, position, "
                                    + "disabled) SELECT * FROM saved");
                    connection.commit();
                    saved++;
                } catch (SQLException conflict) {
                    connection.rollback();
                    if (!CONFLICTS.contains(conflict.getErrorCode())) {
                        throw conflict;
                    }
                }
            }
        }
        return saved;
    }

    private void run(String statement) throws SQLException {
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** All rows that no request may change, by what they are; a row is a line. */
    Map<String, Set<String>> others() throws SQLException {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("products",
                "SELECT entity_id, attribute_set_id, type_id, sku, has_options, required_options, created_at, IF(sku LIKE 'CHAOS-%' OR sku LIKE 'PIM-%', NULL, "
                        + "updated_at)"
                        + " FROM catalog_product_entity");
        views.put("gallery rows",
                "SELECT * FROM catalog_product_entity_media_gallery WHERE value_id <= " + LAST_OF_OTHERS + " OR value NOT LIKE '/c/%'"
                        + " OR value_id IN (SELECT value_id FROM catalog_product_entity_media_gallery_value_to_entity WHERE entity_id <= "
                        + FIRST_PRODUCT + ")");
        views.put("links", "SELECT * FROM catalog_product_entity_media_gallery_value_to_entity WHERE value_id <= " + LAST_OF_OTHERS
                + " OR entity_id <= " + FIRST_PRODUCT);
        String kept = "(v.store_id <> 0 OR v.entity_id <= " + FIRST_PRODUCT + " OR (v.entity_id - " + FIRST_PRODUCT + ") % 3 = 0)";
        views.put("values",
                "SELECT v.value_id, v.store_id, v.entity_id, v.label, v.position, v.disabled FROM "
                        + "catalog_product_entity_media_gallery_value v"
                        + " JOIN catalog_product_entity_media_gallery g USING (value_id) WHERE g.value NOT LIKE '/c/%' OR v.entity_id <= "
                        + FIRST_PRODUCT);
        views.put("kept record ids",
                "SELECT v.record_id, v.value_id, v.store_id, v.entity_id FROM catalog_product_entity_media_gallery_value v WHERE "
                        + "v.record_id <= "
                        + lastValue + " AND (v.value_id <= " + LAST_OF_OTHERS + " OR v.entity_id <= " + FIRST_PRODUCT + ") AND " + kept);
        views.put("attributes",
                "SELECT a.* FROM catalog_product_entity_varchar a JOIN eav_attribute e USING (attribute_id) WHERE a.store_id = "
                        + OTHER_VIEW + " OR a.store_id <> 0 AND a.entity_id > " + FIRST_OF_PIM
                        + " OR e.attribute_code = 'name' OR a.entity_id <= " + FIRST_PRODUCT);
        views.put("bulks", "SELECT * FROM magento_bulk WHERE id <= " + lastBulk);
        views.put("operations", "SELECT * FROM magento_operation WHERE bulk_uuid LIKE '11111111-%' OR bulk_uuid LIKE '22222222-%'");
        Map<String, Set<String>> others = new LinkedHashMap<>();
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = sql.executeQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + NAME + "'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            tables.stream().filter(table -> !WRITTEN.contains(table) && !table.startsWith("nacento_"))
                    .forEach(table -> views.put(table, "SELECT * FROM " + table));
            for (Map.Entry<String, String> view : views.entrySet()) {
                others.put(view.getKey(), lines(sql, view.getValue()));
            }
        }
        return others;
    }

    private static Set<String> lines(Statement sql, String query) throws SQLException {
        Set<String> lines = new HashSet<>();
        try (ResultSet row = sql.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    line.append(column == 1 ? "" : " | ").append(row.getString(column));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    /** The operations of the clients' bulks whose request id begins so. */
    List<Operation> operations(String requestIds) throws SQLException {
        List<Operation> operations = new ArrayList<>();
        try (Connection connection = address().connect();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(
                        "SELECT b.description, o.operation_key, o.status, o.result_message FROM magento_operation o JOIN magento_bulk b"
                                + " ON b.uuid = o.bulk_uuid WHERE b.description LIKE '" + described(requestIds) + "%'")) {
            while (row.next()) {
                operations.add(
                        new Operation(BulkDescription.read(row.getString(1)).name(), row.getInt(2), row.getInt(3), row.getString(4)));
            }
        }
        return operations;
    }

    /** The messages that were dropped on the topic and whose ids begin so: id to the state of their request. */
    Map<String, Integer> dropped(String ids) throws SQLException {
        Map<String, Integer> dropped = new HashMap<>();
        try (Connection connection = address().connect();
                Statement sql = connection.createStatement();
                ResultSet row = sql
                        .executeQuery("SELECT message_id, state FROM nacento_gallery_request WHERE message_id LIKE '" + ids + "%'")) {
            while (row.next()) {
                dropped.put(row.getString(1), row.getInt(2));
            }
        }
        return dropped;
    }

    /** The galleries of the PIM's products, by SKU: an image a line, {@code position path label}, with {@code base} if it has that role. */
    Map<String, SortedSet<String>> galleriesOfPim() throws SQLException {
        Map<String, SortedSet<String>> galleries = new TreeMap<>();
        try (Connection connection = address().connect(); Statement sql = connection.createStatement(); ResultSet row = sql.executeQuery("""
                SELECT p.sku, v.position, g.value, v.label, r.value AS base FROM catalog_product_entity p
                LEFT JOIN catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = p.entity_id
                LEFT JOIN catalog_product_entity_media_gallery g ON g.value_id = l.value_id
                LEFT JOIN catalog_product_entity_media_gallery_value v ON v.value_id = l.value_id AND v.entity_id = l.entity_id AND v.store_id = 0
                LEFT JOIN catalog_product_entity_varchar r ON r.entity_id = p.entity_id AND r.store_id = 0 AND r.value = g.value AND r.attribute_id =
                  (SELECT attribute_id FROM eav_attribute JOIN eav_entity_type USING (entity_type_id)
                   WHERE entity_type_code = 'catalog_product' AND attribute_code = 'image')
                WHERE p.sku LIKE 'PIM-%'""")) {
            while (row.next()) {
                SortedSet<String> gallery = galleries.computeIfAbsent(row.getString("sku"), first -> new TreeSet<>());
                if (row.getString("value") != null && !gallery.add(row.getString("position") + " " + row.getString("value") + " "
                        + row.getString("label") + (row.getString("base") == null ? "" : ChaosPim.BASE))) {
                    gallery.add(row.getString("value") + " is there twice");
                }
            }
        }
        return galleries;
    }

    /** How far the PIM has been read, in milliseconds since 1970; 0 if it never was. */
    long positionOfPim() throws SQLException {
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            return number(sql,
                    "SELECT COALESCE(MAX(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', position) DIV 1000), 0) FROM nacento_source_position");
        }
    }

    /** How many operations of the clients' bulks are open. */
    long open() throws SQLException {
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            return number(sql,
                    "SELECT COUNT(*) FROM magento_operation o JOIN magento_bulk b ON b.uuid = o.bulk_uuid WHERE o.status = 4 AND b.id > "
                            + lastBulk);
        }
    }

    /**
     * How many operations of the clients' bulks whose request id begins so have failed and may be tried again, but for those that are
     * meant to fail.
     */
    long failed(String requestIds) throws SQLException {
        try (Connection connection = address().connect(); Statement sql = connection.createStatement()) {
            return number(sql, "SELECT COUNT(*) FROM magento_operation o JOIN magento_bulk b ON b.uuid = o.bulk_uuid WHERE o.status = 2"
                    + " AND b.description LIKE '" + described(requestIds) + "%' AND o.result_message NOT LIKE '%"
                    + ChaosClient.FORBIDDEN_PATH + "'");
        }
    }

    /** How the descriptions of these bulks begin. */
    private static String described(String requestIds) {
        return new BulkDescription(requestIds, null, false).text();
    }

    private static int attribute(Statement sql, String code) throws SQLException {
        return (int) number(sql,
                "SELECT attribute_id FROM eav_attribute JOIN eav_entity_type USING (entity_type_id) WHERE entity_type_code = "
                        + "'catalog_product'"
                        + " AND attribute_code = '" + code + "'");
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
