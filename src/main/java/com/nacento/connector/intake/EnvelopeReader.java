package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.StorableText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a bulk request's envelope and walks over everything else. {@code request} and {@code items} may each be given only
 * once and only in one of the two forms: the items are read again later, one at a time, and both readings have to mean
 * the same array.
 */
final class EnvelopeReader {

    private final UnknownFields unknown = new UnknownFields();
    private final TermsFields terms = new TermsFields(TermsFields.OF_ENVELOPE);
    private final RequestTerms defaults;
    private JsonValue requestId = JsonValue.ABSENT;
    /** What is known of every item is held in memory while a bulk is worked through; this many need some 200 MiB at worst. */
    private static final int MOST_ITEMS = 250_000;
    /** A longer SKU is refused with its item; its text need not be held. */
    private static final int LONGEST_KEPT = 200;

    private List<String> skus;
    private boolean wrapped;

    /** @param defaults how a request is meant that does not say */
    EnvelopeReader(RequestTerms defaults) {
        this.defaults = defaults;
    }

    /** @throws MalformedBody if this is not a bulk request, or not JSON to its very end */
    BulkEnvelope read(JsonParser json) throws IOException {
        if (json.nextToken() == null) {
            throw StrictJson.empty();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw MalformedBody.wrongType("request", "object");
        }
        readFields(json, true);
        if (json.nextToken() != null) {
            throw StrictJson.trailing(json);
        }
        if (skus == null) {
            throw MalformedBody.required("items");
        }
        return new BulkEnvelope(requestIdText(), terms.ofRequest(defaults), terms.dryRun(), unknown.warnings(), skus);
    }

    private void readFields(JsonParser json, boolean outermost) throws IOException {
        FieldNames names = new FieldNames();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            names.add(name);
            boolean absent = json.nextToken() == JsonToken.VALUE_NULL;
            if (outermost && name.equals("request")) {
                if (!absent) {
                    readRequest(json);
                }
            } else if (name.equals("items")) {
                if (!absent) {
                    readItems(json);
                }
            } else if (name.equals("request_id") && !(outermost && wrapped)) {
                requestId = JsonValue.read(json);
            } else if (outermost && wrapped || !terms.read(name, json)) {
                unknown.add(name);
                JsonValue.skip(json);
            }
        }
        names.requireOnceInEnvelope();
    }

    private void readRequest(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw MalformedBody.wrongType("request", "object");
        }
        if (wrapped) {
            throw MalformedBody.twice("request");
        }
        wrapped = true;
        terms.clear().forEach(unknown::add);
        if (!requestId.isAbsent()) {
            // it stood beside the request, where it means nothing
            requestId = JsonValue.ABSENT;
            unknown.add("request_id");
        }
        readFields(json, false);
    }

    private void readItems(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw MalformedBody.wrongType("items", "array");
        }
        if (skus != null) {
            throw MalformedBody.twice("items");
        }
        skus = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (skus.size() == MOST_ITEMS) {
                throw new MalformedBody("There are more than %1 items: send them in several bulks.", List.of(MOST_ITEMS));
            }
            String sku = readSku(json);
            skus.add(sku.length() > LONGEST_KEPT ? Excerpt.of(sku, LONGEST_KEPT) : sku);
        }
    }

    private String readSku(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            JsonValue.skip(json);
            return "";
        }
        JsonValue sku = JsonValue.ABSENT;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isSku = json.currentName().equals("sku");
            json.nextToken();
            if (isSku) {
                sku = JsonValue.read(json);
            } else {
                JsonValue.skip(json);
            }
        }
        return FieldRules.skuText(sku);
    }

    private String requestIdText() {
        if (requestId.isAbsent()) {
            return null;
        }
        if (!requestId.isTextual()) {
            throw MalformedBody.wrongType("request_id", "string");
        }
        try {
            return StorableText.require(requestId.text());
        } catch (InvalidItemException broken) {
            throw new MalformedBody("\"%1\" " + broken.detail() + ".", List.of("request_id"));
        }
    }
}
