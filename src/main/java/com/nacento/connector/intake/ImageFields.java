package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImagePathRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one image as they were sent. They are judged only when the whole image has been read, so that a refusal
 * leaves the parser at the image's end and the rest of the body readable.
 */
final class ImageFields {

    /** An attribute code can have 60 characters and a shop has a handful of roles: more is not a request but a load. */
    private static final int MAX_ROLES = 100;

    private JsonValue filePath = JsonValue.ABSENT;
    private JsonValue label = JsonValue.ABSENT;
    private JsonValue position = JsonValue.ABSENT;
    private JsonValue disabled = JsonValue.ABSENT;
    private JsonValue roles = JsonValue.ABSENT;
    private List<JsonValue> roleNames = List.of();

    private ImageFields() {
    }

    /** Reads the object that the parser stands on, to its end. */
    static ImageFields read(JsonParser json, UnknownFields unknown) throws IOException {
        ImageFields image = new ImageFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "file_path" -> image.filePath = JsonValue.read(json);
                case "label" -> image.label = JsonValue.read(json);
                case "position" -> image.position = JsonValue.read(json);
                case "disabled" -> image.disabled = JsonValue.read(json);
                case "roles" -> image.readRoles(json);
                default -> {
                    unknown.add(name);
                    JsonValue.skip(json);
                }
            }
        }
        return image;
    }

    private void readRoles(JsonParser json) throws IOException {
        roleNames = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            roles = JsonValue.read(json);
            return;
        }
        roles = new JsonValue(JsonValue.Kind.ARRAY, "");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (roleNames.size() > MAX_ROLES) {
                JsonValue.skip(json);
            } else {
                roleNames.add(JsonValue.read(json));
            }
        }
    }

    /** @throws InvalidItemException naming the field and the rule it breaks */
    GalleryImage checked(ImagePathRules paths) {
        return new GalleryImage(
                FieldRules.filePath(filePath, paths),
                FieldRules.label(label),
                FieldRules.position(position),
                FieldRules.disabled(disabled),
                FieldRules.roles(roles, roleNames, MAX_ROLES));
    }
}
