package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.failure.Excerpt;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks what a mapping answers: {@code {"items": […], "load": […]}}, either of them, or nothing. */
final class OutputReader {

    private static final int MOST_ITEMS = 10_000;
    private static final Set<String> FIELDS = Set.of("items", "load");

    private final String file;
    private final ImageExtensions extensions;
    private final List<ObjectNode> items = new ArrayList<>();
    private final List<LoadKey> load = new ArrayList<>();
    private int skipped;
    private NoPictures noPictures = NoPictures.NONE;

    /**
     * @param file       the mapping's, for messages
     * @param extensions of pictures
     */
    OutputReader(String file, ImageExtensions extensions) {
        this.file = file;
        this.extensions = extensions;
    }

    MappingOutput read(List<JsonNode> values) {
        for (JsonNode value : values) {
            if (!value.isNull()) {
                read(value);
            }
        }
        return new MappingOutput(items, load, skipped, noPictures);
    }

    private void read(JsonNode value) {
        if (!value.isObject()) {
            throw wrong("it answers " + shown(value) + " where {\"items\": […]} or {\"load\": […]} is expected");
        }
        for (Iterator<String> names = value.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw wrong("it answers " + Excerpt.quoted(name) + ", which is neither \"items\" nor \"load\"");
            }
        }
        list(value, "items").forEach(this::item);
        list(value, "load").forEach(this::key);
        if (items.size() > MOST_ITEMS || load.size() > MOST_ITEMS) {
            throw wrong("it answers more than " + MOST_ITEMS + " items or keys");
        }
    }

    private JsonNode list(JsonNode value, String name) {
        JsonNode list = value.path(name);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw wrong("its \"" + name + "\" are " + shown(list) + " and no array");
        }
        return list;
    }

    private void item(JsonNode item) {
        if (!item.isObject()) {
            throw wrong("an item is " + shown(item) + " and no object");
        }
        if (item.path("sku").isNull() || item.path("sku").isMissingNode()) {
            skipped++;
            return;
        }
        // what stands in several places of the answer may be one object
        ObjectNode own = item.deepCopy();
        JsonNode time = own.remove(MappingOutput.EVENT_TIME);
        Instant instant = time(time);
        if (instant != null) {
            own.put(MappingOutput.EVENT_TIME, instant.toString());
        }
        JsonNode model = own.remove(MappingOutput.MODEL);
        if (model != null && model.asBoolean()) {
            own.put(MappingOutput.MODEL, true);
        }
        SlotNames.shorten(own);
        if (!leavesOutNoPictures(own) || asksForSomething(own)) {
            items.add(own);
        }
    }

    /** Takes what is no picture out of an item, which would be refused as a whole otherwise; whether there was any. */
    private boolean leavesOutNoPictures(ObjectNode item) {
        int before = noPictures.count();
        if (!item.path("images").isArray()) {
            return false;
        }
        for (Iterator<JsonNode> images = item.path("images").elements(); images.hasNext();) {
            JsonNode path = images.next().path("file_path");
            if (path.isTextual() && !extensions.isOn(path.textValue())) {
                noPictures = noPictures.with(path.textValue());
                images.remove();
            }
        }
        return noPictures.count() > before;
    }

    private static boolean asksForSomething(ObjectNode item) {
        return !item.path("images").isEmpty() || item.hasNonNull("mode") || !item.path("empty_slots").isEmpty();
    }

    private void key(JsonNode key) {
        List<LoadKey> keys = new ArrayList<>();
        for (LoadKey.Kind kind : LoadKey.Kind.values()) {
            JsonNode value = key.path(kind.name().toLowerCase(Locale.ROOT));
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                keys.add(new LoadKey(kind, value.asText(), time(key.get(MappingOutput.EVENT_TIME))));
            }
        }
        if (keys.size() != 1) {
            throw wrong("a key to load is " + shown(key) + ", which names not one of uuid, identifier and model");
        }
        load.addAll(keys);
    }

    /** ISO 8601, or seconds since 1970; of several the latest. */
    private Instant time(JsonNode time) {
        if (time == null || time.isNull()) {
            return null;
        }
        if (time.isArray()) {
            Instant latest = null;
            for (JsonNode each : time) {
                Instant one = time(each);
                latest = latest == null || one != null && one.isAfter(latest) ? one : latest;
            }
            return latest;
        }
        try {
            return time.isNumber()
                    ? Instant.ofEpochMilli(time.decimalValue().multiply(BigDecimal.valueOf(1000)).longValueExact())
                    : OffsetDateTime.parse(time.asText()).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong("an event_time is " + shown(time) + ", which is no time such as 2026-11-29T10:00:00Z");
        }
    }

    private MappingException wrong(String what) {
        return new MappingException(file + ": " + what);
    }

    private static String shown(JsonNode value) {
        return value.isContainerNode() ? value.isArray() ? "an array" : "an object" : Excerpt.of(value.toString(), 60);
    }
}
