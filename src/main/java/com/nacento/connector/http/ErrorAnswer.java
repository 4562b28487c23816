package com.nacento.connector.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * What a caller reads when a request failed, in the shape of Magento's own REST errors.
 *
 * @param message    a sentence, with {@code %1} or {@code %name} where a parameter belongs
 * @param parameters a list for {@code %1}, a map for {@code %name}; never {@code null}
 */
public record ErrorAnswer(@JsonProperty("message") String message, @JsonProperty("parameters") Object parameters) {

    /** How every answer is labelled. */
    public static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** With {@code %1}, {@code %2} … for the parameters. */
    public static ErrorAnswer of(String message, Object... parameters) {
        return new ErrorAnswer(message, List.of(parameters));
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters of an error are text and numbers", e);
        }
    }
}
