package com.nacento.connector.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.intake.JsonValue;
import com.nacento.connector.intake.StrictJson;
import com.nacento.connector.queue.LargeBodies;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of a message's outermost object by which its kind is recognised. */
final class MessageFields {

    /** Stands where a message has its type or its bulk, if it asks for nothing. */
    static final String HEALTH_CHECK = "healthcheck";

    /** Of 36 characters in Magento and here; nothing longer fits the column. */
    private static final Pattern UUID = Pattern.compile("[!-~]{1,36}");

    /** Of an INT UNSIGNED: some number operations by CRC-32, which uses all of it. */
    private static final long GREATEST_KEY = 0xFFFF_FFFFL;

    private static final Set<String> TELLING = Set.of("v", "type", "bulk_uuid", "id", "operation_key", "serialized_data",
            "operations", "request", "items", "sku", "images");

    private final Map<String, JsonValue> values = new HashMap<>();

    private MessageFields() {
    }

    /** @throws UnreadableMessageException if the body is not one JSON object */
    static MessageFields of(byte[] body, StrictJson strictJson) {
        try (JsonParser json = strictJson.open(LargeBodies.open(body))) {
            return read(json);
        } catch (IOException failure) {
            throw unreadable(StrictJson.refusal(failure));
        }
    }

    private static MessageFields read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableMessageException("not a JSON object");
        }
        MessageFields fields = new MessageFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (TELLING.contains(name)) {
                fields.values.put(name, JsonValue.read(json));
            } else {
                JsonValue.skip(json);
            }
        }
        if (json.nextToken() != null) {
            throw new UnreadableMessageException("something follows the JSON");
        }
        return fields;
    }

    static UnreadableMessageException unreadable(MalformedBody refusal) {
        return new UnreadableMessageException(refusal.text());
    }

    JsonValue get(String name) {
        return values.getOrDefault(name, JsonValue.ABSENT);
    }

    boolean hasAny(String... names) {
        return List.of(names).stream().anyMatch(name -> !get(name).isAbsent());
    }

    boolean isHealthCheck() {
        return get("type").text().equals(HEALTH_CHECK) || get("bulk_uuid").text().equals(HEALTH_CHECK);
    }

    /** The bulk's uuid, or {@code null}: what cannot be one names no bulk either. */
    String bulkUuid() {
        JsonValue uuid = get("bulk_uuid");
        if (!uuid.isAbsent() && !uuid.isString()) {
            throw new UnreadableMessageException("bulk_uuid must be a text");
        }
        return UUID.matcher(uuid.text()).matches() ? uuid.text() : null;
    }

    /** Magento calls the key {@code id} in messages and {@code operation_key} in its table: either, or {@code null}. */
    Long operationKey() {
        return operationKey(get("operation_key").isAbsent() ? get("id") : get("operation_key"));
    }

    static Long operationKey(JsonValue key) {
        if (key.isAbsent()) {
            return null;
        }
        boolean digits = key.isTextual() && key.text().matches("[0-9]{1,10}");
        if (!digits || Long.parseLong(key.text()) > GREATEST_KEY) {
            throw new UnreadableMessageException("an operation's id must be a whole number from 0 to " + GREATEST_KEY);
        }
        return Long.valueOf(key.text());
    }
}
