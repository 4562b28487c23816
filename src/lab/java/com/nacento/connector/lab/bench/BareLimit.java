package com.nacento.connector.lab.bench;

import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.S3Stub;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The limit: what bucket and database need at the least, asked in the cheapest way, one after the other, with nothing around it.
 * ETags by listing from wanted key to wanted key; the state by the connector's own reading statements, 250 products at a time; the
 * same rows that the connector writes by its own writing statements, 250 products in a transaction. Nothing is compared: it knows
 * what to write. Of the rows that the connector writes only the requests that it keeps for the order of submission are left out,
 * since another program would not need them. A bulk through the queue leaves {@link BareOperations} besides.
 */
final class BareLimit implements AutoCloseable {

    private static final int CHUNK = 250;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private final Catalogue catalogue;
    private final S3Client client;
    private final Connection connection;
    private final boolean returnsIds;
    private final BareOperations operations;
    private final Map<String, NamedStatement> statements = new HashMap<>();
    private final Map<String, Long> attributes = new HashMap<>();
    private final Map<Long, String> etagsOfNewImages = new HashMap<>();

    BareLimit(Catalogue catalogue, S3Client client, BenchShop shop) throws SQLException {
        this.catalogue = catalogue;
        this.client = client;
        this.connection = shop.database().address().withOption("useServerPrepStmts=true").withOption("prepStmtCacheSize=100").connect();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        for (String role : List.of("image", "small_image", "thumbnail")) {
            attributes.put(role, shop.attribute(role));
            attributes.put(role + "_label", shop.attribute(role + "_label"));
        }
        attributes.put("media_gallery", shop.attribute("media_gallery"));
        this.returnsIds = shop.returnsIds();
        this.operations = new BareOperations(connection, catalogue, returnsIds);
    }

    /** Does the work; the seconds of {@code lookup}, {@code read} and {@code write}, and their sum, the limit. */
    Map<String, Double> run(Work work) throws SQLException {
        long start = System.nanoTime();
        Map<String, String> etags = etags(work);
        long lookedUp = System.nanoTime();
        List<Object[]> state = read(work);
        long read = System.nanoTime();
        write(work, etags, state);
        long written = System.nanoTime();
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("lookup", (lookedUp - start) / 1e9);
        seconds.put("read", (read - lookedUp) / 1e9);
        seconds.put("write", (written - read) / 1e9);
        seconds.put("seconds", (written - start) / 1e9);
        return seconds;
    }

    /** The same for a bulk through the queue, with the seconds of {@code operations}. */
    Map<String, Double> runQueued(Work work) throws SQLException {
        long start = System.nanoTime();
        operations.run(work);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> all = run(work);
        all.put("operations", seconds);
        all.merge("seconds", seconds, Double::sum);
        return all;
    }

    private Map<String, String> etags(Work work) {
        List<String> wanted = new ArrayList<>(work.images());
        for (int product = 1; product <= work.skus(); product++) {
            for (int image = 1; image <= Catalogue.IMAGES; image++) {
                wanted.add(Catalogue.key(catalogue.path(product, image)));
            }
        }
        wanted.sort(null);
        Map<String, String> etags = new HashMap<>(wanted.size() * 2);
        int next = 0;
        while (next < wanted.size()) {
            // start-after leaves out the key itself: the key without its last character comes right before it
            String key = wanted.get(next);
            ListObjectsV2Response page = client.listObjectsV2(ListObjectsV2Request.builder().bucket(S3Stub.BUCKET).maxKeys(1_000)
                    .startAfter(key.substring(0, key.length() - 1)).build());
            page.contents().forEach(object -> etags.put(object.key(), object.eTag().substring(1, object.eTag().length() - 1)));
            String last = page.contents().isEmpty() ? key : page.contents().get(page.contents().size() - 1).key();
            while (next < wanted.size() && wanted.get(next).compareTo(last) <= 0) {
                next++;
            }
        }
        return etags;
    }

    private List<Object[]> read(Work work) throws SQLException {
        List<Object[]> images = new ArrayList<>();
        for (int first = 1; first <= work.skus(); first += CHUNK) {
            List<String> skus = new ArrayList<>(CHUNK);
            for (int product = first; product < first + CHUNK && product <= work.skus(); product++) {
                skus.add(Catalogue.sku(product));
            }
            List<Object> ids = statement("find-products").run(Map.of("skus", Rows.json(skus))).stream().map(row -> row[1]).toList();
            List<Long> valueAttributes = attributes.entrySet().stream().filter(entry -> !entry.getKey().equals("media_gallery"))
                    .map(Map.Entry::getValue).toList();
            Map<String, Object> parameters = Map.of("product_ids", Rows.json(ids), "media_gallery", attributes.get("media_gallery"),
                    "value_attributes", Rows.list(valueAttributes), "submitted_at", LocalDateTime.now(ZoneOffset.UTC).format(TIME),
                    "await_seconds", 0);
            statement("find-gallery-requests").run(parameters);
            images.addAll(statement("find-gallery-images").run(parameters));
            statement("find-roles").run(parameters);
        }
        return images;
    }

    /** Products have the ids 1, 2, …, and so do the stored galleries: see {@link BenchShop}. */
    private void write(Work work, Map<String, String> etags, List<Object[]> images) throws SQLException {
        switch (work.kind()) {
            case NEW -> chunks(all(work), (products, rows) -> insert(products, etags, rows));
            case LABELS -> chunks(all(work), this::rename);
            case REPLACE -> chunks(all(work), (products, rows) -> exchange(products, etags, rows));
            case STORES -> chunks(all(work), this::translate);
            case CHANGED, OVERWRITTEN -> chunks(replaced(work, etags, images), (products, rows) -> {});
            case UNCHANGED -> {
            }
        }
    }

    private interface Chunk {
        void gather(List<Integer> products, Map<String, List<Object>> rows) throws SQLException;
    }

    private Map<Integer, List<Object>> all(Work work) {
        Map<Integer, List<Object>> products = new LinkedHashMap<>();
        for (int product = 1; product <= work.skus(); product++) {
            products.put(product, List.of());
        }
        return products;
    }

    /** The rows whose ETag is another one than the bucket's, by product. */
    private Map<Integer, List<Object>> replaced(Work work, Map<String, String> etags, List<Object[]> images) {
        Map<Integer, List<Object>> differing = new LinkedHashMap<>();
        for (Object[] row : images) {
            String etag = etags.get(Catalogue.key((String) row[2]));
            if (!etag.equals(row[12])) {
                int product = ((Number) row[0]).intValue();
                differing.computeIfAbsent(product, id -> new ArrayList<>())
                        .add(GalleryChanges.row("record_id", row[6], "product_id", row[0], "value_id", row[1], "etag", etag));
            }
        }
        return differing;
    }

    private void chunks(Map<Integer, List<Object>> etagsByProduct, Chunk chunk) throws SQLException {
        connection.setAutoCommit(false);
        List<Integer> all = new ArrayList<>(etagsByProduct.keySet());
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<Integer> products = all.subList(from, Math.min(all.size(), from + CHUNK));
            Map<String, List<Object>> rows = new HashMap<>();
            products.forEach(product -> rows.computeIfAbsent("etags", name -> new ArrayList<>()).addAll(etagsByProduct.get(product)));
            statement("lock-products").run(Map.of("product_ids", Rows.json(products)));
            chunk.gather(products, rows);
            send("delete-gallery-values", "dead_values", rows);
            send("unlink-gallery-images", "dead_links", rows);
            send("delete-gallery-images", "dead_links", rows);
            send("link-gallery-images", "new_links", rows);
            insertValues(rows);
            send("insert-store-values", "new_store_values", rows);
            send("update-gallery-values", "changed_values", rows);
            send("delete-etags", "dead_etags", rows);
            send("save-etags", "etags", rows);
            send("save-roles", "saved_roles", rows);
            statement("touch-products").run(Map.of("touched", Rows.json(products)));
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private void insertValues(Map<String, List<Object>> rows) throws SQLException {
        if (rows.containsKey("new_values")) {
            inserted("insert-gallery-values", "find-new-gallery-values", Map.of("new_values", Rows.json(rows.get("new_values"))))
                    .forEach(row -> add(rows, "etags", "record_id", row[0], "product_id", row[2], "value_id", row[1],
                            "etag", etagsOfNewImages.remove(((Number) row[1]).longValue())));
        }
    }

    private void insert(List<Integer> products, Map<String, String> etags, Map<String, List<Object>> rows) throws SQLException {
        insertFrom(1, products, etags, rows);
        roles(products, "", product -> catalogue.path(product, 1), rows);
        roles(products, "_label", product -> Catalogue.label(product, 1, Catalogue.Labels.STORED), rows);
    }

    /** Of each product the last stored image for the last one of the catalogue; it has no role. */
    private void exchange(List<Integer> products, Map<String, String> etags, Map<String, List<Object>> rows) throws SQLException {
        for (int product : products) {
            int image = product * Catalogue.IMAGES;
            rows.computeIfAbsent("dead_values", name -> new ArrayList<>()).add(image);
            rows.computeIfAbsent("dead_etags", name -> new ArrayList<>()).add(image);
            add(rows, "dead_links", "value_id", image, "product_id", product);
        }
        insertFrom(Catalogue.IMAGES, products, etags, rows);
    }

    /** New images, from the first of these on. */
    private void insertFrom(int first, List<Integer> products, Map<String, String> etags, Map<String, List<Object>> rows)
            throws SQLException {
        eachImage(products, first, (product, image) -> add(rows, "new_images", "value", catalogue.path(product, image)));
        Map<String, Deque<Object>> ids = new HashMap<>();
        inserted("insert-gallery-images", "find-new-gallery-images",
                Map.of("media_gallery", attributes.get("media_gallery"), "new_images", Rows.json(rows.get("new_images"))))
                .forEach(row -> ids.computeIfAbsent((String) row[1], path -> new ArrayDeque<>()).add(row[0]));
        eachImage(products, first, (product, image) -> {
            String path = catalogue.path(product, image);
            Object id = ids.get(path).remove();
            add(rows, "new_links", "value_id", id, "product_id", product);
            add(rows, "new_values", "value_id", id, "product_id", product, "label",
                    Catalogue.label(product, image, Catalogue.Labels.STORED),
                    "position", image, "disabled", 0);
            etagsOfNewImages.put(((Number) id).longValue(), etags.get(Catalogue.key(path)));
        });
        if (!returnsIds) {
            send("update-new-gallery-images", "new_links", rows);
        }
    }

    /** The rows that were inserted, with their ids: where the server does not return them, they are read. */
    private List<Object[]> inserted(String insert, String find, Map<String, Object> parameters) throws SQLException {
        List<Object[]> returned = statement(insert).run(parameters);
        return returnsIds ? returned : statement(find).run(parameters);
    }

    private void translate(List<Integer> products, Map<String, List<Object>> rows) {
        eachImage(products, 1, (product, image) -> {
            for (int store = 1; store <= Catalogue.STORES.size(); store++) {
                add(rows, "new_store_values", "value_id", (product - 1) * Catalogue.IMAGES + image, "product_id", product, "store_id",
                        store,
                        "label", Catalogue.label(product, image, Catalogue.STORES.get(store - 1)), "position", null, "disabled", 0);
            }
        });
    }

    private void rename(List<Integer> products, Map<String, List<Object>> rows) {
        eachImage(products, 1, (product, image) -> add(rows, "changed_values", "record_id", (product - 1) * Catalogue.IMAGES + image,
                "label", Catalogue.label(product, image, Catalogue.Labels.CHANGED), "position", image, "disabled", 0));
        roles(products, "_label", product -> Catalogue.label(product, 1, Catalogue.Labels.CHANGED), rows);
    }

    private void roles(List<Integer> products, String suffix, IntFunction<String> value,
            Map<String, List<Object>> rows) {
        for (int product : products) {
            for (String role : List.of("image", "small_image", "thumbnail")) {
                add(rows, "saved_roles", "product_id", product, "attribute_id", attributes.get(role + suffix), "store_id", 0, "value",
                        value.apply(product));
            }
        }
    }

    private interface EachImage {
        void take(int product, int image);
    }

    private static void eachImage(List<Integer> products, int first, EachImage each) {
        for (int product : products) {
            for (int image = first; image <= Catalogue.IMAGES; image++) {
                each.take(product, image);
            }
        }
    }

    private static void add(Map<String, List<Object>> rows, String parameter, Object... namesAndValues) {
        rows.computeIfAbsent(parameter, name -> new ArrayList<>()).add(GalleryChanges.row(namesAndValues));
    }

    private void send(String file, String parameter, Map<String, List<Object>> rows) throws SQLException {
        List<Object> found = rows.getOrDefault(parameter, List.of());
        if (!found.isEmpty()) {
            statement(file).run(Map.of(parameter, Rows.json(found)));
        }
    }

    private NamedStatement statement(String file) throws SQLException {
        NamedStatement prepared = statements.get(file);
        if (prepared == null) {
            prepared = new NamedStatement(connection, file);
            statements.put(file, prepared);
        }
        return prepared;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
