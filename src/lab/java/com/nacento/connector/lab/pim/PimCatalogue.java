package com.nacento.connector.lab.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;

/** What a PIM knows, in the form of Akeneo's API. Values are global: of no channel and no locale. */
public final class PimCatalogue {

    private final Clock clock;
    private final Map<String, ObjectNode> products = new LinkedHashMap<>();
    private final Map<String, ObjectNode> models = new LinkedHashMap<>();
    private final Map<String, Map<String, ObjectNode>> assets = new TreeMap<>();
    private final Set<String> attributes = new TreeSet<>(Set.of("sku"));
    private final Set<String> hidden = new ConcurrentSkipListSet<>();
    private List<String> identifiers = List.of("sku");
    private String mainIdentifier = "sku";

    public PimCatalogue(Clock clock) {
        this.clock = clock;
    }

    /** Saves a product, with all of its own values: attribute, file, attribute, file … */
    public synchronized PimCatalogue product(String identifier, String parent, String... values) {
        ObjectNode product = products.computeIfAbsent(identifier, key -> JsonNodeFactory.instance.objectNode()
                .put("uuid", UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString())
                .put("identifier", key));
        return save(product.put("parent", parent), values);
    }

    /** Saves a model, with all of its own values. */
    public synchronized PimCatalogue model(String code, String parent, String... values) {
        ObjectNode model = models.computeIfAbsent(code, key -> JsonNodeFactory.instance.objectNode().put("code", key));
        return save(model.put("parent", parent), values);
    }

    /** Saves an asset, with the file of its attribute {@code file}, and perhaps more values: attribute, value, attribute, value … */
    public synchronized PimCatalogue asset(String family, String code, String file, String... more) {
        ObjectNode asset = JsonNodeFactory.instance.objectNode().put("code", code).put("asset_family_code", family);
        ObjectNode values = asset.putObject("values");
        values.putArray("file").addObject().putNull("locale").putNull("channel").put("data", file);
        for (int i = 0; i < more.length; i += 2) {
            values.putArray(more[i]).addObject().putNull("locale").putNull("channel").put("data", more[i + 1]);
        }
        assets.computeIfAbsent(family, key -> new LinkedHashMap<>()).put(code, asset);
        return this;
    }

    /** Has a product's collection name assets, in this order. */
    public synchronized PimCatalogue collection(String identifier, String attribute, String... codes) {
        ObjectNode value = products.get(identifier).withObjectProperty("values").putArray(attribute).addObject().putNull("locale")
                .putNull("scope");
        List.of(codes).forEach(value.putArray("data")::add);
        attributes.add(attribute);
        return this;
    }

    /** Associates a product with another one. */
    public synchronized PimCatalogue associate(String identifier, String other) {
        products.get(identifier).withObjectProperty("associations").putObject("UPSELL").putArray("products").add(other);
        products.get(identifier).putArray("quantified_associations");
        return this;
    }

    /** From now on the connection may not see an attribute. */
    public PimCatalogue hide(String attribute) {
        hidden.add(attribute);
        return this;
    }

    /**
     * From now on products may have several identifiers.
     *
     * @param main which of them is the main one
     * @param all  their attributes; {@code sku} is what a product was saved by, others are values of it
     */
    public synchronized PimCatalogue identifiers(String main, String... all) {
        mainIdentifier = main;
        identifiers = List.of(all);
        return this;
    }

    synchronized List<String> identifiers() {
        return identifiers;
    }

    synchronized String mainIdentifier() {
        return mainIdentifier;
    }

    public synchronized PimCatalogue delete(String identifier) {
        products.remove(identifier);
        return this;
    }

    private PimCatalogue save(ObjectNode thing, String... values) {
        ObjectNode all = thing.putObject("values");
        for (int i = 0; i < values.length; i += 2) {
            attributes.add(values[i]);
            all.putArray(values[i]).addObject().putNull("locale").putNull("scope").put("data", values[i + 1]);
        }
        thing.put("updated", OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        return this;
    }

    synchronized List<ObjectNode> products() {
        return seen(products.values());
    }

    synchronized List<ObjectNode> models() {
        return seen(models.values());
    }

    synchronized List<ObjectNode> assets(String family) {
        return new ArrayList<>(assets.getOrDefault(family, Map.of()).values());
    }

    synchronized boolean hasFamily(String family) {
        return assets.containsKey(family);
    }

    synchronized boolean shows(String attribute) {
        return attributes.contains(attribute) && !hidden.contains(attribute);
    }

    /** The models above a product or model, the nearest first. */
    synchronized List<String> ancestors(JsonNode thing) {
        List<String> codes = new ArrayList<>();
        for (JsonNode at = thing; at != null && at.path("parent").isTextual(); at = models.get(at.path("parent").textValue())) {
            codes.add(at.path("parent").textValue());
        }
        return codes;
    }

    /** As the connection sees them: with the values of the models above, and without what it may not see. */
    private List<ObjectNode> seen(Collection<ObjectNode> things) {
        List<ObjectNode> seen = new ArrayList<>();
        for (ObjectNode thing : things) {
            ObjectNode shown = thing.deepCopy();
            for (String model : ancestors(thing)) {
                if (models.containsKey(model)) {
                    models.get(model).path("values").fields().forEachRemaining(
                            value -> shown.withObjectProperty("values").putIfAbsent(value.getKey(), value.getValue()));
                }
            }
            hidden.forEach(attribute -> shown.withObjectProperty("values").remove(attribute));
            seen.add(shown);
        }
        return seen;
    }
}
