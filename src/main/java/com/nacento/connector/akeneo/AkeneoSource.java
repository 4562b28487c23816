package com.nacento.connector.akeneo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.ImagePlace;
import com.nacento.connector.config.MappingSettings;
import com.nacento.connector.failure.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A source whose PIM is an Akeneo: what of it its mapping needs, and how that is asked for. */
final class AkeneoSource {

    /** How long it is believed that the connection may see an attribute, and which one is the main identifier: a shop may change both. */
    private static final Duration SEEN = Duration.ofMinutes(10);
    /** What a product or model brings that concerns no picture, and may be most of it. */
    private static final List<String> NEEDLESS = List.of("associations", "quantified_associations");
    private static final Logger LOG = LoggerFactory.getLogger("load-akeneo-page");

    private final Akeneo akeneo;
    private final MappingSettings settings;
    private final Clock clock;
    private final Map<String, Instant> seenUntil = new TreeMap<>();
    private final Set<String> missingFamilies = new HashSet<>();
    private String identifier;
    private Instant identifierUntil = Instant.MIN;

    AkeneoSource(Akeneo akeneo, MappingSettings settings, Clock clock) {
        this.akeneo = akeneo;
        this.settings = settings;
        this.clock = clock;
    }

    Akeneo akeneo() {
        return akeneo;
    }

    /** The next page of a load as a body for the mapping: {@code {"products": […]}} or {@code {"models": […]}}. */
    ObjectNode page(AkeneoLoad load) {
        // the values are read by the one that they were asked for by
        String main = identifier();
        AkeneoAnswer page = akeneo.get(load.page(attributes(main), clock.instant()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode found = body.putArray(load.things().field());
        page.json().path("_embedded").path("items").forEach(item -> found.add(needed(item, main)));
        body.put("loaded_at", load.asOf(page).toString());
        load.take(page);
        return body;
    }

    private Set<String> attributes(String identifier) {
        Set<String> attributes = new LinkedHashSet<>();
        settings.images().forEach(place -> attributes.add(place.attribute()));
        if (!settings.label().isEmpty()) {
            attributes.add(settings.label());
        }
        // by UUID, the identifier is a value like any other
        attributes.add(identifier);
        return attributes;
    }

    private static JsonNode needed(JsonNode item, String identifier) {
        if (item instanceof ObjectNode thing) {
            thing.remove(NEEDLESS);
            if (!thing.has("identifier") && !thing.has("code")) {
                thing.set("identifier", thing.path("values").path(identifier).path(0).path("data"));
            }
        }
        return item;
    }

    /** The attribute that is the SKU. Where a product has several identifiers, Akeneo knows the main one. */
    private synchronized String identifier() {
        if (identifier == null || !clock.instant().isBefore(identifierUntil)) {
            String known = identifier;
            identifier = askedIdentifier().orElse(known);
            identifierUntil = clock.instant().plus(SEEN);
        }
        return identifier == null ? "sku" : identifier;
    }

    private Optional<String> askedIdentifier() {
        JsonNode attributes = akeneo.get("/attributes?limit=100&search=" + ProductSearch.encoded(
                "{\"type\":[{\"operator\":\"IN\",\"value\":[\"pim_catalog_identifier\"]}]}")).json().path("_embedded").path("items");
        String found = null;
        for (JsonNode attribute : attributes) {
            if (found == null || attribute.path("is_main_identifier").asBoolean()) {
                found = attribute.path("code").asText();
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * Adds the assets that the products of a body name: {@code {"assets": {family: {code: asset}}}}. An asset is its code and the values of
     * its file: all that it has would make a page larger than a message may be.
     */
    void addAssets(ObjectNode body) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        for (ImagePlace place : settings.images()) {
            place.assets().ifPresent(assets -> body.elements().forEachRemaining(things -> things.forEach(
                    thing -> thing.path("values").path(place.attribute()).forEach(value -> value.path("data").forEach(
                            code -> wanted.computeIfAbsent(assets.family(), key -> new LinkedHashSet<>()).add(code.asText()))))));
        }
        wanted.forEach((family, codes) -> addAssets(body.withObjectProperty("assets").putObject(family), family, codes));
    }

    private void addAssets(ObjectNode byCode, String family, Set<String> codes) {
        List<String> media = settings.images().stream().flatMap(place -> place.assets().stream())
                .filter(assets -> assets.family().equals(family)).map(ImagePlace.Assets::media).distinct().toList();
        for (List<String> part : ProductSearch.cut(codes)) {
            ObjectNode filter = JsonNodeFactory.instance.objectNode();
            ArrayNode values = filter.putArray("code").addObject().put("operator", "IN").putArray("value");
            part.forEach(values::add);
            Optional<String> path = Optional.of("/asset-families/" + ProductSearch.encoded(family) + "/assets?search="
                    + ProductSearch.encoded(filter.toString()));
            for (int pages = 0; path.isPresent(); pages++) {
                if (pages == ProductSearch.PAGE) {
                    throw new Outage(Outage.Part.PIM, "Akeneo's pages of assets do not end", null);
                }
                Optional<JsonNode> answer = akeneo.findNamed(path.get());
                if (isMissing(family, answer.isEmpty())) {
                    return;
                }
                JsonNode page = answer.orElseThrow();
                page.path("_embedded").path("items").forEach(asset -> byCode.set(asset.path("code").asText(), withFiles(asset, media)));
                path = page.path("_embedded").path("items").isEmpty() ? Optional.empty() : Akeneo.next(page);
            }
        }
    }

    private static ObjectNode withFiles(JsonNode asset, List<String> media) {
        ObjectNode needed = JsonNodeFactory.instance.objectNode();
        needed.set("code", asset.path("code"));
        ObjectNode values = needed.putObject("values");
        for (String attribute : media) {
            if (asset.path("values").has(attribute)) {
                values.set(attribute, asset.path("values").get(attribute));
            }
        }
        return needed;
    }

    /** A family that is not there, since its name is wrong in the settings, is no reason to load nothing at all, again and again. */
    private synchronized boolean isMissing(String family, boolean missing) {
        if (missing && missingFamilies.add(family)) {
            LOG.warn("{} has no asset family {}: products are loaded without its assets. Name another one in the source's images, and pull"
                    + " what has been loaded meanwhile", akeneo.settings().url(), family);
        } else if (!missing) {
            missingFamilies.remove(family);
        }
        return missing;
    }

    /** Whether there is a family of assets with an attribute for their files. */
    boolean hasFiles(ImagePlace.Assets assets) {
        return akeneo.find("/asset-families/" + ProductSearch.encoded(assets.family()) + "/attributes/"
                + ProductSearch.encoded(assets.media())).isPresent();
    }

    /**
     * Adds the attributes of which Akeneo has just shown this connection some value: {@code {"visible": […]}}. Only of these a product
     * without a value has none, since Akeneo leaves out what the connection may not see as well.
     */
    void addVisible(ObjectNode body) {
        if (settings.removes()) {
            List<String> visible = new ArrayList<>();
            for (ImagePlace place : settings.images()) {
                if (isVisible(place.attribute())) {
                    visible.add(place.attribute());
                }
            }
            visible.stream().distinct().forEach(body.withArrayProperty("visible")::add);
        }
    }

    /** Whether the connection sees some value of an attribute, for the channel and locale of the settings. */
    synchronized boolean isVisible(String attribute) {
        Instant until = seenUntil.get(attribute);
        if (until != null && clock.instant().isBefore(until)) {
            return true;
        }
        boolean visible = akeneo.find("/attributes/" + ProductSearch.encoded(attribute)).filter(found -> hasValues(attribute, found))
                .isPresent();
        if (visible) {
            seenUntil.put(attribute, clock.instant().plus(SEEN));
        }
        return visible;
    }

    private boolean hasValues(String attribute, JsonNode known) {
        ObjectNode condition = JsonNodeFactory.instance.objectNode().put("operator", "NOT EMPTY");
        if (known.path("scopable").asBoolean()) {
            condition.put("scope", settings.channel());
        }
        if (known.path("localizable").asBoolean()) {
            condition.put("locale", settings.locale());
        }
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        filter.putArray(attribute).add(condition);
        for (ProductSearch.Things things : List.of(ProductSearch.Things.PRODUCTS, ProductSearch.Things.MODELS)) {
            JsonNode page = akeneo
                    .get(new ProductSearch(things, filter.toString()).path(List.of(attribute)).replace("limit=100", "limit=1")).json();
            // a filter may find what may not be seen: the value itself must be there
            for (JsonNode item : page.path("_embedded").path("items")) {
                if (!item.path("values").path(attribute).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }
}
