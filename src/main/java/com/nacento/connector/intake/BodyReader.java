package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
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

    /** @param maxImagesPerSku how many images one item may name; one that says no more than its images is plain */
    public BodyReader(ImagePathRules paths, int maxImagesPerSku) {
        this(paths, maxImagesPerSku, RequestTerms.PLAIN);
    }

    /**
     * @param maxImagesPerSku how many images one item may name
     * @param defaults        how a request is meant that does not say
     */
    public BodyReader(ImagePathRules paths, int maxImagesPerSku, RequestTerms defaults) {
        this.items = new ItemReader(paths, maxImagesPerSku, defaults);
    }

    /** The same for what comes without an address. */
    public BulkEnvelope readEnvelope(InputStream body) {
        return readEnvelope(body, null);
    }

    /**
     * First reading: proves that the body is JSON to its end and gives what it says besides its images.
     *
     * @param body {@code {"request":{"items":[…]}}} or the bare inner object
     * @param store code of the store view that the address names, or {@code null}
     * @throws MalformedBody if it is not
     */
    public BulkEnvelope readEnvelope(InputStream body, String store) {
        try (JsonParser json = strictJson.open(body)) {
            return new EnvelopeReader(defaults(store)).read(json);
        } catch (IOException failure) {
            throw StrictJson.refusal(failure);
        }
    }

    /**
     * Second reading: the items one by one, each checked. What is wrong with an item is in the item.
     *
     * @param body  the same bytes that {@link #readEnvelope} has accepted
     * @param terms that it has found there
     */
    public BodyItems items(InputStream body, RequestTerms terms) {
        try {
            return new BodyItems(strictJson.open(body), items, terms);
        } catch (IOException failure) {
            throw StrictJson.refusal(failure);
        }
    }

    /**
     * The body of the call for one product.
     *
     * @param sku  as the address names it, decoded
     * @param body {@code {"images":[…]}}
     * @param store code of the store view that the address names, or {@code null}
     * @throws MalformedBody if it is not JSON to its end, or has no array of images
     */
    public SingleBody readSingle(String sku, InputStream body, String store) {
        try (JsonParser json = strictJson.open(body)) {
            return readSingle(sku, json, defaults(store));
        } catch (IOException failure) {
            throw StrictJson.refusal(failure);
        }
    }

    private RequestTerms defaults(String store) {
        return store == null ? items.defaults() : items.defaults().inStore(store);
    }

    private SingleBody readSingle(String sku, JsonParser json, RequestTerms defaults) throws IOException {
        if (json.nextToken() == null) {
            throw StrictJson.empty();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw MalformedBody.wrongType("images", "array");
        }
        FieldNames names = new FieldNames();
        UnknownFields unknown = new UnknownFields();
        TermsFields terms = new TermsFields(TermsFields.OF_CALL);
        ItemImages images = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            names.add(name);
            JsonToken value = json.nextToken();
            if (!name.equals("images")) {
                if (!terms.read(name, json)) {
                    unknown.add(name);
                    JsonValue.skip(json);
                }
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
        RequestTerms said = terms.ofRequest(defaults);
        return new SingleBody(items.item(0, new JsonValue(JsonValue.Kind.STRING, sku), () -> said, images, unknown, names), terms.dryRun());
    }
}
