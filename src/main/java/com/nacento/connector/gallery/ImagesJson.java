package com.nacento.connector.gallery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.nacento.connector.gallery.RequestTerms.Was;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is asked for as the connector stores it for itself, already checked, with only the fields that were sent: a JSON array of images,
 * or, if there is more to say, an object with the array and the terms. The terms have the names that callers know them by.
 */
public final class ImagesJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A newer connector may have stored more than this one knows. */
    private static final ObjectReader READER = JSON.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final TypeReference<List<GalleryImage>> IMAGES = new TypeReference<>() {
    };
    private static final String REPLACE = "replace";

    private ImagesJson() {
    }

    /** The images with the terms. */
    public static String write(Wanted wanted) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            if (wanted.terms().arePlain()) {
                write(json, wanted.images(), UnaryOperator.identity());
            } else {
                json.writeStartObject();
                write(json, wanted.terms());
                json.writeFieldName("images");
                write(json, wanted.images(), UnaryOperator.identity());
                json.writeEndObject();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return text.toString();
    }

    /**
     * The same again, taken as it is: paths are Magento's values and must not be read as a caller's once more.
     *
     * @throws IllegalArgumentException if this is nothing that {@link #write(Wanted)} has written
     */
    public static Wanted read(String text) {
        try {
            JsonNode stored = READER.readTree(text);
            JsonNode array = stored.isObject() ? stored.path("images") : stored;
            List<GalleryImage> images = READER.forType(IMAGES).readValue(array);
            if (images == null || images.stream().anyMatch(image -> image == null || image.filePath() == null)) {
                throw new IllegalArgumentException("stored images are damaged: there is an image without a path");
            }
            return new Wanted(stored.isObject() ? terms(stored) : RequestTerms.PLAIN, united(inStores(images, array)));
        } catch (IOException damaged) {
            throw new IllegalArgumentException("stored images are damaged", damaged);
        }
    }

    private static List<GalleryImage> inStores(List<GalleryImage> images, JsonNode array) {
        List<GalleryImage> all = new ArrayList<>();
        for (GalleryImage image : images) {
            JsonNode stores = array.path(all.size()).path("stores");
            Map<String, ImageInStore> views = new LinkedHashMap<>();
            stores.fields().forEachRemaining(store -> views.put(store.getKey(), ImageInStore.read(store.getValue())));
            all.add(views.isEmpty() ? image : image.inStores(views));
        }
        return all;
    }

    /** An image is written once for each of its slots. */
    private static List<GalleryImage> united(List<GalleryImage> images) {
        Map<String, GalleryImage> byPath = new LinkedHashMap<>();
        images.forEach(image -> byPath.merge(image.filePath(), image, GalleryImage::and));
        return List.copyOf(byPath.values());
    }

    private static RequestTerms terms(JsonNode stored) {
        List<String> empty = texts(stored.path("empty_slots"));
        List<Was> changed = new ArrayList<>();
        stored.path("changed").forEach(image -> changed.add(new Was(image.path("path").asText(), image.path("becomes").asText(null),
                image.has("slots") ? texts(image.path("slots")) : null)));
        return new RequestTerms(stored.path("source").asText(RequestTerms.DEFAULT_SOURCE), stored.path("mode").asText().equals(REPLACE),
                stored.path("allow_empty").asBoolean(), stored.has("max_removals") ? stored.path("max_removals").asInt() : null, empty,
                stored.hasNonNull("store") ? stored.path("store").asText() : null, changed, null, stored.path("event_time").asText(null));
    }

    /** The terms as fields of the object that is being written; what need not be said is not written. */
    public static void write(JsonGenerator json, RequestTerms terms) throws IOException {
        if (!terms.source().equals(RequestTerms.DEFAULT_SOURCE)) {
            json.writeStringField("source", terms.source());
        }
        if (terms.replaces()) {
            json.writeStringField("mode", REPLACE);
        }
        if (terms.allowsEmpty()) {
            json.writeBooleanField("allow_empty", true);
        }
        if (terms.maxRemovals() != null) {
            json.writeNumberField("max_removals", terms.maxRemovals());
        }
        if (!terms.changed().isEmpty()) {
            json.writeArrayFieldStart("changed");
            for (Was image : terms.changed()) {
                json.writeStartObject();
                json.writeStringField("path", image.path());
                if (image.becomes() != null) {
                    json.writeStringField("becomes", image.becomes());
                }
                if (image.slots() != null) {
                    writeTexts(json, "slots", image.slots());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!terms.emptySlots().isEmpty()) {
            writeTexts(json, "empty_slots", terms.emptySlots());
        }
        if (terms.store() != null) {
            json.writeStringField("store", terms.store());
        }
        if (terms.eventTime() != null) {
            json.writeStringField("event_time", terms.eventTime());
        }
    }

    /**
     * The images into a larger document.
     *
     * @param filePath how a path is written for whoever reads it as a caller's
     */
    public static void write(JsonGenerator json, List<GalleryImage> images, UnaryOperator<String> filePath) throws IOException {
        json.writeStartArray();
        for (GalleryImage image : images) {
            write(json, image, image.slots().isEmpty() ? null : image.slots().get(0), filePath);
            for (String slot : image.slots().stream().skip(1).toList()) {
                write(json, GalleryImage.named(image.filePath()), slot, filePath);
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, GalleryImage image, String slot, UnaryOperator<String> filePath) throws IOException {
        json.writeStartObject();
        json.writeStringField("file_path", filePath.apply(image.filePath()));
        if (image.label() != null) {
            json.writeStringField("label", image.label());
        }
        if (image.disabled() != null) {
            json.writeBooleanField("disabled", image.disabled());
        }
        if (image.position() != null) {
            json.writeNumberField("position", image.position());
        }
        if (image.saysRoles()) {
            writeTexts(json, "roles", image.roles());
        }
        if (slot != null) {
            json.writeStringField("slot", slot);
        }
        if (!image.stores().isEmpty()) {
            json.writeObjectFieldStart("stores");
            for (Map.Entry<String, ImageInStore> store : image.stores().entrySet()) {
                json.writeFieldName(store.getKey());
                store.getValue().write(json);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void writeTexts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
