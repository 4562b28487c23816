package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads one item, {@code {"sku":…,"images":[…]}}; whatever is wrong with it is in the item, never an exception. */
public final class ItemReader {

    /** With its code in front, a detail has to fit into Magento's {@code result_message}, which has 255 characters. */
    private static final int MAX_DETAIL_LENGTH = 220;

    private final ImagePathRules paths;
    private final int maxImages;
    private final RequestTerms defaults;

    /**
     * @param maxImages how many images an item may name
     * @param defaults  how an item is meant that does not say
     */
    public ItemReader(ImagePathRules paths, int maxImages, RequestTerms defaults) {
        this.paths = paths;
        this.maxImages = maxImages;
        this.defaults = defaults;
    }

    RequestTerms defaults() {
        return defaults;
    }

    /** Reads the value that the parser stands on, to its end; refusing an item without a SKU, it says which one of the bulk it is. */
    GalleryItem readOfBulk(JsonParser json, int index, RequestTerms ofBulk) throws IOException {
        GalleryItem item = read(json, index, ofBulk, new TermsFields(TermsFields.OF_ITEM), new HashMap<>());
        if (item.error() == null || !item.sku().isBlank()) {
            return item;
        }
        // nothing else tells the caller which of the items is meant
        return item.refused(invalid("items[" + index + "]: " + item.error().detail()));
    }

    /**
     * Reads the value that the parser stands on, to its end: an item that says all of itself.
     *
     * @param alsoKnown names of further fields that an item may have here; gets their values
     */
    public GalleryItem readSingle(JsonParser json, int index, Map<String, JsonValue> alsoKnown) throws IOException {
        return read(json, index, defaults, new TermsFields(TermsFields.OF_SINGLE), alsoKnown);
    }

    private GalleryItem read(JsonParser json, int index, RequestTerms otherwise, TermsFields terms, Map<String, JsonValue> alsoKnown)
            throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            JsonValue.skip(json);
            return refused(index, "", "must be an object");
        }
        FieldNames names = new FieldNames();
        UnknownFields unknown = new UnknownFields();
        JsonValue sku = JsonValue.ABSENT;
        ItemImages images = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            names.add(name);
            JsonToken value = json.nextToken();
            if (name.equals("sku")) {
                sku = JsonValue.read(json);
            } else if (name.equals("images")) {
                images = value == JsonToken.START_ARRAY ? readImages(json, unknown) : null;
                if (images == null) {
                    JsonValue.skip(json);
                }
            } else if (alsoKnown.containsKey(name)) {
                alsoKnown.put(name, JsonValue.read(json));
            } else if (!terms.read(name, json)) {
                unknown.add(name);
                JsonValue.skip(json);
            }
        }
        return item(index, sku, () -> terms.checked(otherwise), images, unknown, names);
    }

    /** Reads the array of images that the parser stands on, to its end. */
    ItemImages readImages(JsonParser json, UnknownFields unknown) throws IOException {
        return ItemImages.read(json, paths, maxImages, unknown);
    }

    /**
     * Judges what was read.
     *
     * @param said   how the item is meant; may find that it is not well said
     * @param images {@code null} if there was no array of them
     */
    GalleryItem item(int index, JsonValue sku, Supplier<RequestTerms> said, ItemImages images, UnknownFields unknown, FieldNames names) {
        List<String> warnings = new ArrayList<>(unknown.warnings());
        List<GalleryImage> checked = List.of();
        RequestTerms terms = defaults;
        SyncError error = null;
        try {
            names.requireOnceInItem();
            FieldRules.requireSku(sku);
            if (images == null) {
                throw new InvalidItemException("images: must be an array");
            }
            terms = said.get();
            checked = images.checked(terms);
            warnings.addAll(images.warnings());
        } catch (InvalidItemException broken) {
            error = invalid(broken.detail());
        }
        return new GalleryItem(index, FieldRules.skuText(sku), terms, checked, warnings, error);
    }

    /** An item that cannot be worked on at all. */
    public static GalleryItem refused(int index, String sku, String detail) {
        return new GalleryItem(index, sku, List.of(), List.of(), invalid(detail));
    }

    private static SyncError invalid(String detail) {
        return SyncError.invalidItem(Excerpt.of(detail, MAX_DETAIL_LENGTH));
    }
}
