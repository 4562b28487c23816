package com.nacento.connector.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.http.Refused;
import com.nacento.connector.http.SpooledBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What the page sends: an object in which an array says which ones are meant, or {@code "all": true} that all are. */
final class PostedBody {

    private static final int MOST = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostedBody() {
    }

    /**
     * Which ones are meant; empty: all of them.
     *
     * @param field name of the array
     * @throws Refused with 400 if neither is said, so that nothing is done to all by mistake
     */
    static Set<String> chosen(SpooledBody body, String field) {
        JsonNode request = read(body);
        if (request.path("all").asBoolean(false)) {
            return Set.of();
        }
        Set<String> chosen = new LinkedHashSet<>();
        request.path(field).forEach(one -> chosen.add(one.asText()));
        if (chosen.isEmpty() || chosen.size() > MOST) {
            throw Refused.badRequest("\"%1\" must be an array of 1 to %2, or \"all\" be true.", field, MOST);
        }
        return chosen;
    }

    /** A field that may be left out. */
    static Optional<String> text(SpooledBody body, String field) {
        JsonNode value = read(body).path(field);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** The number of an operation that may be left out, and is one before the first then. */
    static long number(SpooledBody body, String field) {
        return read(body).path(field).asLong(-1);
    }

    /**
     * Whether something is wanted.
     *
     * @throws Refused with 400 if it is not said
     */
    static boolean flag(SpooledBody body, String field) {
        JsonNode value = read(body).path(field);
        if (!value.isBoolean()) {
            throw Refused.badRequest("\"%1\" must be true or false.", field);
        }
        return value.asBoolean();
    }

    private static JsonNode read(SpooledBody body) {
        try (InputStream stream = body.open()) {
            return JSON.readTree(stream);
        } catch (IOException notJson) {
            throw Refused.badRequest("The request body is no JSON.");
        }
    }
}
