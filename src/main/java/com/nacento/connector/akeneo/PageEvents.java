package com.nacento.connector.akeneo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events that a loaded page becomes: one as a rule, several if it is large. A message that is larger than the broker takes (RabbitMQ 4:
 * 16 MiB, {@code max_message_size}) would be refused each time, and nothing behind it would ever be loaded.
 */
public final class PageEvents {

    /** Of an event in bytes, unless one product alone is larger. */
    static final int LARGEST = 4 << 20;

    private static final String ASSETS = "assets";
    private static final List<String> THINGS = List.of("products", "models");
    private static final ObjectMapper JSON = new ObjectMapper();

    private PageEvents() {
    }

    /** A product or model, and the field that it stands in. */
    private record Thing(String field, JsonNode json) {
    }

    /**
     * Cuts a page.
     *
     * @param body as a mapping takes it: {@code {products or models, assets, visible, loaded_at}}
     * @return bodies of the same form, each with the assets that its products name; none, if there is neither product nor model
     */
    public static List<byte[]> of(ObjectNode body) throws JsonProcessingException {
        List<Thing> things = new ArrayList<>();
        THINGS.forEach(field -> body.path(field).forEach(thing -> things.add(new Thing(field, thing))));
        List<byte[]> events = new ArrayList<>();
        if (!things.isEmpty()) {
            cut(body, things, events);
        }
        return events;
    }

    private static void cut(ObjectNode body, List<Thing> things, List<byte[]> events) throws JsonProcessingException {
        byte[] event = JSON.writeValueAsBytes(body);
        if (event.length <= LARGEST || things.size() == 1) {
            events.add(event);
            return;
        }
        int half = things.size() / 2;
        for (List<Thing> part : List.of(things.subList(0, half), things.subList(half, things.size()))) {
            cut(part(body, part), part, events);
        }
    }

    private static ObjectNode part(ObjectNode body, List<Thing> things) {
        ObjectNode part = body.objectNode();
        body.fields().forEachRemaining(field -> {
            if (!THINGS.contains(field.getKey()) && !field.getKey().equals(ASSETS)) {
                part.set(field.getKey(), field.getValue());
            }
        });
        things.forEach(thing -> part.withArrayProperty(thing.field()).add(thing.json()));
        if (body.path(ASSETS).isObject()) {
            addAssets(part.putObject(ASSETS), body.path(ASSETS), named(things));
        }
        return part;
    }

    private static void addAssets(ObjectNode assets, JsonNode all, Set<String> named) {
        all.fields().forEachRemaining(family -> {
            ObjectNode byCode = assets.putObject(family.getKey());
            family.getValue().fields().forEachRemaining(asset -> {
                if (named.contains(asset.getKey())) {
                    byCode.set(asset.getKey(), asset.getValue());
                }
            });
        });
    }

    /** The codes of whatever the values of products are lists of: among them those of their assets. */
    private static Set<String> named(List<Thing> things) {
        Set<String> codes = new HashSet<>();
        things.forEach(thing -> thing.json().path("values").forEach(
                values -> values.forEach(value -> value.path("data").forEach(code -> codes.add(code.asText())))));
        return codes;
    }
}
