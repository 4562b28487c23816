package com.nacento.connector.http;

import java.util.Map;
import java.util.TreeMap;

/**
 * A whole answer to a request that is not fulfilled.
 *
 * @param status  of HTTP
 * @param answer  the body
 * @param headers beyond those that every answer has
 */
public record Refusal(int status, ErrorAnswer answer, Map<String, String> headers) {

    public Refusal {
        headers = Map.copyOf(headers);
    }

    public static Refusal of(int status, ErrorAnswer answer) {
        return new Refusal(status, answer, Map.of());
    }

    public Refusal with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Refusal(status, answer, more);
    }

    /** When the same request may succeed, in seconds from now. */
    public Refusal retryAfter(int seconds) {
        return with("Retry-After", Integer.toString(seconds));
    }

    /** The value of {@code Retry-After} in seconds, or {@code null}: for routes, which set headers one by one. */
    public String secondsToWait() {
        return headers.get("Retry-After");
    }
}
