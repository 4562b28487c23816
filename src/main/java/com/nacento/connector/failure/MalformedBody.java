package com.nacento.connector.failure;

import java.util.List;

/** The body as a whole cannot be worked on: the call is answered with 400 and nothing is written. */
public final class MalformedBody extends RuntimeException {

    private final transient List<Object> parameters;

    /**
     * @param message    Magento's raw phrase, with {@code %1}, {@code %2} … where the parameters go
     * @param parameters what stands for {@code %1} and so on
     */
    public MalformedBody(String message, List<Object> parameters) {
        super(message, null, false, false);
        this.parameters = List.copyOf(parameters);
    }

    /** A part of the body that must be there is not, in Magento's words. */
    public static MalformedBody required(String field) {
        return new MalformedBody("\"%1\" is required. Enter and try again.", List.of(field));
    }

    /** A part of the body has another type, in Magento's words. */
    public static MalformedBody wrongType(String field, String type) {
        return new MalformedBody(
                "The \"%1\" value's type is invalid. The \"%2\" type was expected. Verify and try again.", List.of(field, type));
    }

    /** A part of the body is there twice, so that nobody could tell which one is meant. */
    public static MalformedBody twice(String field) {
        return new MalformedBody("\"%1\" was given more than once.", List.of(field));
    }

    /** What stands for {@code %1}, {@code %2} … in the message. */
    public List<Object> parameters() {
        return parameters;
    }

    /** The message with its parameters in place, for logs and headers. */
    public String text() {
        String text = getMessage();
        for (int i = parameters.size(); i > 0; i--) {
            text = text.replace("%" + i, String.valueOf(parameters.get(i - 1)));
        }
        return text;
    }
}
