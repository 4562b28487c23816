package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one item, {@code {"sku":…,"images":[…]}}; whatever is wrong with it is in the item, never an exception. */
public final class ItemReader {

    /** With its code in front, a detail has to fit into Magento's {@code result_message}, which has 255 characters. */
    private static final int MAX_DETAIL_LENGTH = 220;

    private final ImagePathRules paths;
    private final int maxImages;

    /** @param maxImages how many images an item may name */
    public ItemReader(ImagePathRules paths, int maxImages) {
        this.paths = paths;
        this.maxImages = maxImages;
    }

    /** Reads the value that the parser stands on, to its end; refusing an item without a SKU, it says which one of the bulk it is. */
    public GalleryItem read(JsonParser json, int index) throws IOException {
        GalleryItem item = read(json, index, new HashMap<>());
        if (item.error() == null || !item.sku().isBlank()) {
            return item;
        }
        // nothing else tells the caller which of the items is meant
        return new GalleryItem(index, item.sku(), List.of(), item.warnings(), invalid("items[" + index + "]: " + item.error().detail()));
    }

    /**
     * Reads the value that the parser stands on, to its end.
     *
     * @param alsoKnown names of further fields that an item may have here; gets their values
     */
    public GalleryItem read(JsonParser json, int index, Map<String, JsonValue> alsoKnown) throws IOException {
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
            } else {
                unknown.add(name);
                JsonValue.skip(json);
            }
        }
        return item(index, sku, images, unknown, names);
    }

    /** Reads the array of images that the parser stands on, to its end. */
    ItemImages readImages(JsonParser json, UnknownFields unknown) throws IOException {
        return ItemImages.read(json, paths, maxImages, unknown);
    }

    /** @param images {@code null} if there was no array of them */
    GalleryItem item(int index, JsonValue sku, ItemImages images, UnknownFields unknown, FieldNames names) {
        List<String> warnings = new ArrayList<>(unknown.warnings());
        List<GalleryImage> checked = List.of();
        SyncError error = null;
        try {
            names.requireOnceInItem();
            FieldRules.requireSku(sku);
            if (images == null) {
                throw new InvalidItemException("images: must be an array");
            }
            checked = images.checked();
            warnings.addAll(images.warnings());
        } catch (InvalidItemException broken) {
            error = invalid(broken.detail());
        }
        return new GalleryItem(index, FieldRules.skuText(sku), checked, warnings, error);
    }

    /** An item that cannot be worked on at all. */
    public static GalleryItem refused(int index, String sku, String detail) {
        return new GalleryItem(index, sku, List.of(), List.of(), invalid(detail));
    }

    private static SyncError invalid(String detail) {
        return SyncError.invalidItem(Excerpt.of(detail, MAX_DETAIL_LENGTH));
    }
}
