package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the bodies of the three calls. A bulk is read twice, because nothing may be done before the whole body is known to
 * be JSON and nothing but its SKUs may be held: first {@link #readEnvelope}, then, from a fresh stream, {@link #items}.
 * Every stream is closed by whoever has read it to the end.
 */
public final class BodyReader {

    /** Nothing that a gallery knows has more than 255 characters; this is generous for what callers add. */
    private static final int MAX_TEXT_LENGTH = 1 << 20;

    private final StrictJson strictJson = new StrictJson(MAX_TEXT_LENGTH);
    private final ItemReader items;

    /** @param maxImagesPerSku how many images one item may name */
    public BodyReader(ImagePathRules paths, int maxImagesPerSku) {
        this.items = new ItemReader(paths, maxImagesPerSku);
    }

    /**
     * First reading: proves that the body is JSON to its end and gives what it says besides its images.
     *
     * @param body {@code {"request":{"items":[…]}}} or the bare inner object
     * @throws MalformedBody if it is not
     */
    public BulkEnvelope readEnvelope(InputStream body) {
        try (JsonParser json = strictJson.open(body)) {
            return new EnvelopeReader().read(json);
        } catch (IOException failure) {
            throw StrictJson.refusal(failure);
        }
    }

    /**
     * Second reading: the items one by one, each checked. What is wrong with an item is in the item.
     *
     * @param body the same bytes that {@link #readEnvelope} has accepted
     */
    public BodyItems items(InputStream body) {
        try {
            return new BodyItems(strictJson.open(body), items);
        } catch (IOException failure) {
            throw StrictJson.refusal(failure);
        }
    }

    /**
     * The body of the call for one product.
     *
     * @param sku  as the address names it, decoded
     * @param body {@code {"images":[…]}}
     * @throws MalformedBody if it is not JSON to its end, or has no array of images
     */
    public GalleryItem readSingle(String sku, InputStream body) {
        try (JsonParser json = strictJson.open(body)) {
            return readSingle(sku, json);
        } catch (IOException failure) {
            throw StrictJson.refusal(failure);
        }
    }

    private GalleryItem readSingle(String sku, JsonParser json) throws IOException {
        if (json.nextToken() == null) {
            throw StrictJson.empty();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw MalformedBody.wrongType("images", "array");
        }
        FieldNames names = new FieldNames();
        UnknownFields unknown = new UnknownFields();
        ItemImages images = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            names.add(name);
            JsonToken value = json.nextToken();
            if (!name.equals("images")) {
                unknown.add(name);
                JsonValue.skip(json);
            } else if (value == JsonToken.START_ARRAY) {
                images = items.readImages(json, unknown);
            } else if (value == JsonToken.VALUE_NULL) {
                images = null;
            } else {
                throw MalformedBody.wrongType("images", "array");
            }
        }
        if (json.nextToken() != null) {
            throw StrictJson.trailing(json);
        }
        names.requireOnceInEnvelope();
        if (images == null) {
            throw MalformedBody.required("images");
        }
        return items.item(0, new JsonValue(JsonValue.Kind.STRING, sku), images, unknown, names);
    }
}
