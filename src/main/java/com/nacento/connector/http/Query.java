package com.nacento.connector.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What follows the {@code ?} of an address: names and values, of each name the first. */
public final class Query {

    private final Map<String, String> values = new HashMap<>();

    /**
     * @param raw as it was sent; {@code null} or empty: nothing
     * @throws Refused with 400 if it cannot be decoded
     */
    public Query(String raw) {
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                values.putIfAbsent(decoded(pair.substring(0, sign)), decoded(pair.substring(sign + 1)));
            }
        }
    }

    /** The value, or {@code otherwise}. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /**
     * The value as a whole number from 0, or {@code otherwise}.
     *
     * @throws Refused with 400 if it is none
     */
    public long number(String name, long otherwise) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,15}")) {
            throw Refused.badRequest("%1 must be a whole number.", name);
        }
        return Long.parseLong(value);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("The query of the address is malformed.");
        }
    }
}
