package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.ImageInStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an image says of single store views, {@code {"<code>":{"label":…}}}, as it was sent. */
final class StoreFields {

    /** Of Magento's {@code store.code} column, and what a shop has of them. */
    private static final int LONGEST_CODE = 32;
    private static final int MOST_STORES = 1_000;

    private final FieldNames codes = new FieldNames();
    private final Map<String, View> views = new LinkedHashMap<>();
    private boolean wrong;

    /** One store view; {@code null} fields are there, as {@code ABSENT}. */
    private record View(FieldNames names, Map<String, JsonValue> values, List<JsonValue> roleNames, boolean isObject) {
    }

    private StoreFields() {
    }

    /** Reads the value that the parser stands on, to its end. */
    static StoreFields read(JsonParser json, UnknownFields unknown, int maxRoles) throws IOException {
        StoreFields stores = new StoreFields();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return stores;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            JsonValue.skip(json);
            stores.wrong = true;
            return stores;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String code = json.currentName();
            stores.codes.add(code);
            json.nextToken();
            if (stores.views.size() < MOST_STORES && code.length() <= LONGEST_CODE) {
                stores.views.put(code, view(json, unknown, maxRoles));
            } else {
                unknown.add(code);
                JsonValue.skip(json);
            }
        }
        return stores;
    }

    private static View view(JsonParser json, UnknownFields unknown, int maxRoles) throws IOException {
        Map<String, JsonValue> values = new HashMap<>();
        List<JsonValue> roles = new ArrayList<>();
        FieldNames names = new FieldNames();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return new View(names, values, roles, true);
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            JsonValue.skip(json);
            return new View(names, values, roles, false);
        }
        // an object without fields says nothing, and is not null
        values.put("", JsonValue.ABSENT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            names.add(name);
            json.nextToken();
            if (!ImageInStore.FIELDS.contains(name)) {
                unknown.add(name);
                JsonValue.skip(json);
            } else if (name.equals("roles") && json.currentToken() == JsonToken.START_ARRAY) {
                values.put(name, new JsonValue(JsonValue.Kind.ARRAY, ""));
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    JsonValue role = JsonValue.read(json);
                    if (roles.size() <= maxRoles) {
                        roles.add(role);
                    }
                }
            } else {
                values.put(name, JsonValue.read(json));
            }
        }
        return new View(names, values, roles, true);
    }

    /** @throws InvalidItemException naming the field and the rule it breaks */
    Map<String, ImageInStore> checked(int maxRoles) {
        if (wrong) {
            throw new InvalidItemException("must be an object").at("stores");
        }
        codes.requireOnceInItem();
        Map<String, ImageInStore> stores = new LinkedHashMap<>();
        views.forEach((code, view) -> {
            try {
                stores.put(code, checked(view, maxRoles));
            } catch (InvalidItemException broken) {
                throw new InvalidItemException("stores." + code + (broken.detail().startsWith("must") ? ": " : ".") + broken.detail());
            }
        });
        return stores;
    }

    private static ImageInStore checked(View view, int maxRoles) {
        if (!view.isObject()) {
            throw new InvalidItemException("must be an object");
        }
        view.names().requireOnceInItem();
        if (view.values().isEmpty()) {
            return ImageInStore.NOTHING_OF_ITS_OWN;
        }
        Set<String> cleared = new LinkedHashSet<>();
        view.values().forEach((name, value) -> {
            if (ImageInStore.FIELDS.contains(name) && value.isAbsent()) {
                cleared.add(name);
            }
        });
        Map<String, JsonValue> values = view.values();
        return new ImageInStore(cleared, FieldRules.label(values.getOrDefault("label", JsonValue.ABSENT)),
                FieldRules.position(values.getOrDefault("position", JsonValue.ABSENT)),
                FieldRules.flag("disabled", values.getOrDefault("disabled", JsonValue.ABSENT)),
                FieldRules.roles(values.getOrDefault("roles", JsonValue.ABSENT), view.roleNames(), maxRoles));
    }
}
