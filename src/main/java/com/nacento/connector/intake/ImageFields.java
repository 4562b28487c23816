package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImagePathRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The fields of one image as they were sent. They are judged only when the whole image has been read, so that a refusal
 * leaves the parser at the image's end and the rest of the body readable.
 */
final class ImageFields {

    /** An attribute code can have 60 characters and a shop has a handful of roles: more is not a request but a load. */
    private static final int MAX_ROLES = 100;

    private final FieldNames names = new FieldNames();
    private final Map<String, JsonValue> values = new HashMap<>();
    private List<JsonValue> roleNames = List.of();
    private List<JsonValue> typeNames = List.of();
    private StoreFields stores;

    private ImageFields() {
    }

    /** Reads the object that the parser stands on, to its end. */
    static ImageFields read(JsonParser json, UnknownFields unknown) throws IOException {
        ImageFields image = new ImageFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            image.names.add(name);
            json.nextToken();
            switch (name) {
                case "file_path", "file", "filePath", "label", "position", "disabled", "slot", "media_type", "mediaType", "content" ->
                    image.values.put(name, JsonValue.read(json));
                case "stores" -> image.stores = StoreFields.read(json, unknown, MAX_ROLES);
                case "roles" -> image.roleNames = image.readRoles(name, json);
                case "types" -> image.typeNames = image.readRoles(name, json);
                default -> {
                    unknown.add(name);
                    JsonValue.skip(json);
                }
            }
        }
        image.preferOwnNames(unknown);
        return image;
    }

    /** Magento's names count where ours are not given; Magento also takes what its documents write with {@code _} in camel case. */
    private void preferOwnNames(UnknownFields unknown) {
        prefer("file_path", "file", unknown);
        prefer("file_path", "filePath", unknown);
        prefer("media_type", "mediaType", unknown);
        if (prefer("roles", "types", unknown)) {
            roleNames = typeNames;
        }
    }

    private boolean prefer(String own, String other, UnknownFields unknown) {
        JsonValue spare = value(other);
        if (spare.isAbsent()) {
            return false;
        }
        if (!value(own).isAbsent()) {
            unknown.add(other);
            return false;
        }
        values.put(own, spare);
        return true;
    }

    private JsonValue value(String name) {
        return values.getOrDefault(name, JsonValue.ABSENT);
    }

    private List<JsonValue> readRoles(String field, JsonParser json) throws IOException {
        List<JsonValue> roles = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            values.put(field, JsonValue.read(json));
            return roles;
        }
        values.put(field, new JsonValue(JsonValue.Kind.ARRAY, ""));
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (roles.size() > MAX_ROLES) {
                JsonValue.skip(json);
            } else {
                roles.add(JsonValue.read(json));
            }
        }
        return roles;
    }

    /** @throws InvalidItemException naming the field and the rule it breaks */
    GalleryImage checked(ImagePathRules paths) {
        names.requireOnceInItem();
        FieldRules.requireImage(value("media_type"), value("content"));
        return new GalleryImage(
                FieldRules.filePath(value("file_path"), paths),
                FieldRules.label(value("label")),
                FieldRules.position(value("position")),
                FieldRules.flag("disabled", value("disabled")),
                FieldRules.roles(value("roles"), roleNames, MAX_ROLES),
                Stream.ofNullable(FieldRules.slot("slot", value("slot"))).toList(),
                stores == null ? Map.of() : stores.checked(MAX_ROLES),
                false).sentAs(value("file_path").text());
    }
}
