package com.nacento.connector.lab.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.lab.chaos.ModelRequest.Wanted;

/** Requests of the model as a PIM sends them. */
final class ModelJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelJson() {
    }

    /** Writes an item, but for its source, which a call says for all of its items. */
    static ObjectNode write(ObjectNode item, String sku, ModelRequest request) {
        item.put("sku", sku);
        if (request.replaces()) {
            item.put("mode", "replace");
        }
        if (request.allowEmpty() != null) {
            item.put("allow_empty", request.allowEmpty());
        }
        if (!request.emptySlots().isEmpty()) {
            request.emptySlots().forEach(item.putArray("empty_slots")::add);
        }
        ArrayNode images = item.putArray("images");
        request.images().forEach(wanted -> write(images.addObject(), wanted));
        return item;
    }

    private static void write(ObjectNode image, Wanted wanted) {
        image.put("file_path", wanted.path());
        if (wanted.slot() != null) {
            image.put("slot", wanted.slot());
        }
        if (wanted.label() != null) {
            image.put("label", wanted.label());
        }
        if (wanted.position() != null) {
            image.put("position", wanted.position());
        }
        if (wanted.disabled() != null) {
            image.put("disabled", wanted.disabled());
        }
        if (wanted.roles() != null) {
            wanted.roles().forEach(image.putArray("roles")::add);
        }
        if (wanted.stores() != null) {
            image.set("stores", JSON.valueToTree(wanted.stores()));
        }
    }
}
