package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The value of one field, read and not yet judged.
 *
 * @param kind what it is; {@code null} and a field that is not there are both {@code ABSENT}
 * @param text the text of a string, number or boolean; {@code ""} for anything else
 */
public record JsonValue(Kind kind, String text) {

    /** A field that is not there. */
    public static final JsonValue ABSENT = new JsonValue(Kind.ABSENT, "");

    /** JSON's types; a {@code FRACTION} is a number with a decimal point or an exponent. */
    public enum Kind {
        ABSENT, STRING, INTEGER, FRACTION, BOOLEAN, OBJECT, ARRAY
    }

    /** Reads the value that the parser stands on, to its end; what objects and arrays hold is passed over. */
    public static JsonValue read(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return ABSENT;
        }
        return switch (token) {
            case VALUE_STRING -> new JsonValue(Kind.STRING, json.getText());
            case VALUE_NUMBER_INT -> new JsonValue(Kind.INTEGER, json.getText());
            case VALUE_NUMBER_FLOAT -> new JsonValue(Kind.FRACTION, json.getText());
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue(Kind.BOOLEAN, json.getText());
            case START_OBJECT -> skipped(Kind.OBJECT, json);
            case START_ARRAY -> skipped(Kind.ARRAY, json);
            default -> ABSENT;
        };
    }

    /** Passes over the value that the parser stands on, and makes sure that every text in it is sound. */
    public static void skip(JsonParser json) throws IOException {
        int depth = 0;
        JsonToken token = json.currentToken();
        while (token != null) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                // the parser checks a text only when it is asked for, and only asking makes both readings agree on it
                json.streamReadConstraints().validateStringLength(json.getTextLength());
            }
            if (depth == 0) {
                return;
            }
            token = json.nextToken();
        }
    }

    private static JsonValue skipped(Kind kind, JsonParser json) throws IOException {
        skip(json);
        return new JsonValue(kind, "");
    }

    /** Whether the field is absent or {@code null}. */
    public boolean isAbsent() {
        return kind == Kind.ABSENT;
    }

    public boolean isString() {
        return kind == Kind.STRING;
    }

    /** Whether it is a string or a number: what Magento takes where it wants a string. */
    public boolean isTextual() {
        return kind == Kind.STRING || kind == Kind.INTEGER || kind == Kind.FRACTION;
    }
}
