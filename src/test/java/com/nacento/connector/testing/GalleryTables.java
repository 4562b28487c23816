package com.nacento.connector.testing;

import static com.nacento.connector.gallery.GalleryChanges.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.ProductGallery;
import com.nacento.connector.gallery.Wanted;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tables of a sync in memory: they are read as {@code load-gallery-state} reads them, and written as the statements of
 * {@code save-gallery-changes} write, in their order.
 */
public final class GalleryTables {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A row of {@code catalog_product_entity_media_gallery}. */
    public record Image(String value, String mediaType) {
    }

    /** A row of {@code …_value_to_entity}. */
    public record Link(long valueId, long productId) implements Comparable<Link> {
        @Override
        public int compareTo(Link other) {
            return valueId == other.valueId ? Long.compare(productId, other.productId) : Long.compare(valueId, other.valueId);
        }
    }

    /** A row of {@code …_media_gallery_value}. */
    public record Value(long valueId, int store, long productId, String label, Long position, boolean disabled) {
    }

    /** The key of {@code catalog_product_entity_varchar}. */
    public record Attribute(long productId, int attributeId, int store) {
    }

    private final Map<Long, Image> images = new TreeMap<>();
    private final Set<Long> hidden = new TreeSet<>();
    private final Set<Link> links = new TreeSet<>();
    private final Map<Long, Value> values = new TreeMap<>();
    private final Map<Long, String> etags = new TreeMap<>();
    /** Which image an ETag is for; the PHP module does not say. */
    private final Map<Long, Link> etagKeys = new TreeMap<>();
    private final Map<Long, String> contents = new TreeMap<>();
    private final Map<Long, String> owners = new TreeMap<>();
    private final Map<Attribute, String> attributes = new HashMap<>();
    private final Map<Long, Integer> sets = new HashMap<>();
    private final List<Map<String, Object>> requests = new ArrayList<>();
    private final Set<Long> touched = new TreeSet<>();
    private long lastId = 100;

    /** The same rows once more. */
    public GalleryTables copy() {
        GalleryTables copy = new GalleryTables();
        copy.images.putAll(images);
        copy.hidden.addAll(hidden);
        copy.links.addAll(links);
        copy.values.putAll(values);
        copy.etags.putAll(etags);
        copy.etagKeys.putAll(etagKeys);
        copy.contents.putAll(contents);
        copy.owners.putAll(owners);
        copy.attributes.putAll(attributes);
        copy.sets.putAll(sets);
        copy.requests.addAll(requests);
        copy.lastId = lastId;
        return copy;
    }

    /** Adds a gallery row that some products link. */
    public long image(String value, String mediaType, long... products) {
        images.put(++lastId, new Image(value, mediaType));
        for (long product : products) {
            links.add(new Link(lastId, product));
        }
        return lastId;
    }

    public long value(Value value, String etag) {
        values.put(++lastId, value);
        if (etag != null) {
            etags.put(lastId, etag);
            Link image = new Link(value.valueId(), value.productId());
            if (value.store() == 0 && !etagKeys.containsValue(image)) {
                etagKeys.put(lastId, image);
            }
        }
        return lastId;
    }

    /** The PHP module writes what it sees, for the value row that an image has now. */
    public void etagOfModule(long image, String etag) {
        values.forEach((record, value) -> {
            if (value.valueId() == image && value.store() == 0) {
                etags.put(record, etag);
            }
        });
    }

    /** Magento saves a product in the admin: its value rows are made anew. */
    public void adminSaves(long product) {
        List<Long> old = values.keySet().stream().filter(record -> values.get(record).productId() == product).toList();
        old.forEach(record -> values.put(++lastId, values.remove(record)));
    }

    public void attribute(long product, int attribute, int store, String text) {
        attributes.put(new Attribute(product, attribute, store), text);
    }

    /** The product is of this attribute set. */
    public void attributeSet(long product, int set) {
        sets.put(product, set);
    }

    /** Writes a request down. */
    public void request(long product, GalleryRequest request, int state) {
        requests.add(row("product_id", product, "request_id", request.requestId(), "submitted_at", request.submittedAt(),
                "state", state, "bulk_uuid", request.bulkUuid(), "operation_key", request.operationKey(),
                "images", ImagesJson.write(request.wanted())));
    }

    /** A request was processed: what of it has decided something is kept. */
    public void finished(long requestId, Wanted decided) {
        requests.stream().filter(request -> request.get("request_id").equals(requestId)).forEach(request -> {
            request.put("state", OperationStatus.COMPLETE.code());
            request.put("images", ImagesJson.write(decided));
        });
    }

    /** From now on a request that is written down may wait for missing objects, or may not any more. */
    public void mayWait(long requestId, boolean wait) {
        ofRequest(requestId).put("may_wait", wait ? 1L : 0L);
    }

    /** What is stored of a request. */
    public Map<String, Object> ofRequest(long requestId) {
        return requests.stream().filter(request -> request.get("request_id").equals(requestId)).findFirst().orElseThrow();
    }

    /** Notes how requests ended, or what they wait for, as a chunk wants it noted. */
    public void note(GalleryChanges notes) {
        rows(notes, "finished_requests").forEach(row -> {
            Map<String, Object> request = ofRequest(row.get("request_id").asLong());
            request.put("state", row.get("state").asInt());
            request.put("awaits", null);
        });
        rows(notes, "decided_images").forEach(row -> ofRequest(row.get("request_id").asLong()).put("images", row.get("images").asText()));
        rows(notes, "awaiting_requests").forEach(row -> {
            Map<String, Object> request = ofRequest(row.get("request_id").asLong());
            request.put("state", OperationStatus.AWAITING.code());
            request.put("awaits", row.get("awaits").asText());
        });
    }

    /** A gallery row is hidden in all stores, by the column that Magento itself never writes. */
    public void hide(long image) {
        hidden.add(image);
    }

    public Set<Long> hidden() {
        return hidden;
    }

    public Map<Long, Image> images() {
        return images;
    }

    public Set<Link> links() {
        return links;
    }

    public Map<Long, Value> values() {
        return values;
    }

    public Map<Long, String> etags() {
        return etags;
    }

    /** Who brought an image, as it is stored: {@code null}: the source without a name, or nobody. */
    public String owners(long image, long product) {
        return etagKeys.entrySet().stream().filter(entry -> entry.getValue().equals(new Link(image, product)))
                .map(entry -> owners.get(entry.getKey())).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** It is known that a request has named the image. */
    public boolean remembers(long image, long product) {
        return etagKeys.containsValue(new Link(image, product));
    }

    /** The product has a value of its own for the attribute in the store. */
    public boolean hasAttribute(long product, int attribute, int store) {
        return attributes.containsKey(new Attribute(product, attribute, store));
    }

    /** The product's value, {@code null} also if it has none. */
    public String attributeOf(long product, int attribute, int store) {
        return attributes.get(new Attribute(product, attribute, store));
    }

    /** Products whose {@code updated_at} was set. */
    public Set<Long> touched() {
        return touched;
    }

    /** What {@code load-gallery-state} would find of a product. */
    public ProductGallery gallery(long product) {
        List<Map<String, Object>> found = new ArrayList<>();
        links.stream().filter(link -> link.productId() == product).forEach(link -> addImage(found, link));
        List<Map<String, Object>> texts = new ArrayList<>();
        if (sets.containsKey(product)) {
            texts.add(row("product_id", product, "attribute_set_id", sets.get(product)));
        }
        attributes.forEach((key, text) -> {
            if (key.productId() == product) {
                texts.add(row("product_id", product, "attribute_id", key.attributeId(), "store_id", key.store(), "value", text));
            }
        });
        List<Map<String, Object>> waiting = requests.stream().filter(request -> request.get("product_id").equals(product)).toList();
        return ProductGallery.byProduct(waiting, found, texts, row -> ImagesJson.read((String) row.get("images")))
                .getOrDefault(product, ProductGallery.EMPTY);
    }

    private void addImage(List<Map<String, Object>> rows, Link link) {
        Image image = images.get(link.valueId());
        long count = links.stream().filter(other -> other.valueId() == link.valueId()).count();
        List<Long> records = values.keySet().stream().filter(record -> values.get(record).valueId() == link.valueId()
                && values.get(record).productId() == link.productId()).toList();
        Map<String, Object> bare = row("product_id", link.productId(), "value_id", link.valueId(), "value", image.value(),
                "media_type", image.mediaType(), "hidden", hidden.contains(link.valueId()) ? 1 : 0, "links", count);
        etagKeys.forEach((record, key) -> {
            if (key.equals(link)) {
                bare.putAll(row("etag_record", record, "s3_etag", etags.get(record), "s3_content", contents.get(record), "brought_by",
                        owners.get(record)));
            }
        });
        if (records.isEmpty()) {
            rows.add(bare);
        }
        for (long record : records) {
            Value value = values.get(record);
            Map<String, Object> full = row("record_id", record, "store_id", value.store(), "label", value.label(), "position",
                    value.position(),
                    "disabled", value.disabled());
            full.putAll(bare);
            if (etags.containsKey(record) && !etagKeys.containsKey(record)) {
                full.putAll(row("module_record", record, "module_etag", etags.get(record)));
            }
            rows.add(full);
        }
    }

    /** Writes what a chunk wants written. */
    public void write(GalleryChanges changes) {
        if (changes.has("new_images")) {
            List<Map<String, Object>> inserted = new ArrayList<>();
            rows(changes, "new_images").forEach(row -> inserted.add(
                    row("value_id", image(row.get("value").asText(), "image"), "value", row.get("value").asText())));
            changes.withNewIds(inserted);
        }
        rows(changes, "changed_paths").forEach(row -> images.put(id(row), new Image(row.get("value").asText(), "image")));
        rows(changes, "changed_paths").stream().filter(row -> !row.get("disabled").isNull()).forEach(row -> hidden.remove(id(row)));
        rows(changes, "moved_values").forEach(row -> values.computeIfPresent(row.get("record_id").asLong(), (record,
                value) -> new Value(id(row), value.store(), value.productId(), value.label(), value.position(), value.disabled())));
        rows(changes, "dead_values").forEach(row -> values.remove(row.asLong()));
        rows(changes, "dead_links").forEach(row -> links.remove(new Link(id(row), product(row))));
        rows(changes, "dead_links").stream().filter(row -> links.stream().noneMatch(link -> link.valueId() == id(row))).forEach(row -> {
            images.remove(id(row));
            values.values().removeIf(value -> value.valueId() == id(row));
        });
        rows(changes, "new_links").forEach(row -> {
            if (!links.add(new Link(id(row), product(row)))) {
                throw new IllegalStateException("a link that is there already: " + row);
            }
        });
        List<Map<String, Object>> newRecords = new ArrayList<>();
        rows(changes, "new_values").forEach(row -> newRecords
                .add(row("value_id", id(row), "product_id", product(row), "record_id", value(newValue(row, 0), null))));
        changes.withNewRecords(newRecords);
        rows(changes, "new_store_values").forEach(row -> value(newValue(row, row.get("store_id").asInt()), null));
        rows(changes, "changed_values").forEach(row -> values.computeIfPresent(row.get("record_id").asLong(),
                (record, value) -> new Value(value.valueId(), value.store(), value.productId(), text(row, "label"),
                        row.get("position").isNull() ? null : row.get("position").asLong(), row.get("disabled").asInt() == 1)));
        rows(changes, "dead_etags").forEach(row -> forget(row.asLong()));
        rows(changes, "etags").forEach(row -> {
            long record = row.get("record_id").asLong();
            etags.put(record, text(row, "etag"));
            contents.put(record, text(row, "content"));
            owners.put(record, text(row, "brought_by"));
            etagKeys.put(record, new Link(id(row), product(row)));
            if (etagKeys.values().stream().filter(etagKeys.get(record)::equals).count() > 1) {
                throw new IllegalStateException("a second ETag for one image: " + row);
            }
        });
        rows(changes, "saved_roles").forEach(row -> attribute(product(row), row.get("attribute_id").asInt(),
                row.get("store_id").asInt(), text(row, "value")));
        rows(changes, "dead_roles").forEach(row -> attributes.remove(
                new Attribute(product(row), row.get("attribute_id").asInt(), row.get("store_id").asInt())));
        rows(changes, "touched").forEach(row -> touched.add(row.asLong()));
    }

    private static Value newValue(JsonNode row, int store) {
        return new Value(id(row), store, product(row), text(row, "label"),
                row.get("position").isNull() ? null : row.get("position").asLong(), row.get("disabled").asInt() == 1);
    }

    private void forget(long record) {
        etags.remove(record);
        contents.remove(record);
        owners.remove(record);
        etagKeys.remove(record);
    }

    /** The rows of one parameter, as the statement gets them. */
    public static List<JsonNode> rows(GalleryChanges changes, String parameter) {
        List<JsonNode> rows = new ArrayList<>();
        if (changes.has(parameter)) {
            try {
                JSON.readTree(changes.parameters().get(parameter).toString()).forEach(rows::add);
            } catch (JsonProcessingException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return rows;
    }

    private static long id(JsonNode row) {
        return row.get("value_id").asLong();
    }

    private static long product(JsonNode row) {
        return row.get("product_id").asLong();
    }

    private static String text(JsonNode row, String column) {
        return row.get(column).isNull() ? null : row.get(column).asText();
    }
}
