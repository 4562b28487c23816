package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.nacento.connector.failure.MalformedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Opens JSON that strangers have written: UTF-8 and nothing else, and with bounds on whatever a reader would otherwise
 * have to hold in memory at once.
 */
public final class StrictJson {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_NAME_LENGTH = 1000;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final JsonFactory factory;

    /** @param maxTextLength how long one text may be, in UTF-16 units */
    public StrictJson(int maxTextLength) {
        factory = JsonFactory.builder()
                // field names are the caller's: they must neither fill the JVM's table of interned strings nor a shared symbol table
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxTextLength)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .build();
    }

    /**
     * A parser before its first token; closing it closes the stream. A byte order mark in front is skipped.
     * Jackson's own reading of bytes guesses UTF-16 and lets over-long UTF-8 pass, therefore a decoder stands before it.
     */
    public JsonParser open(InputStream body) throws IOException {
        return factory.createParser(new InputStreamReader(withoutMark(body), StandardCharsets.UTF_8.newDecoder()));
    }

    private static InputStream withoutMark(InputStream body) throws IOException {
        PushbackInputStream rest = new PushbackInputStream(body, BYTE_ORDER_MARK.length);
        byte[] start = rest.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
            rest.unread(start);
        }
        return rest;
    }

    /**
     * What to answer when reading failed: {@link MalformedBody} if the content was to blame.
     *
     * @throws UncheckedIOException if the stream itself could not be read
     */
    public static MalformedBody refusal(IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return new MalformedBody("Decoding error. The body is not UTF-8.", List.of());
        }
        if (!(failure instanceof JacksonException json)) {
            throw new UncheckedIOException(failure);
        }
        if (json instanceof StreamConstraintsException) {
            return new MalformedBody("Decoding error. Nested too deep, or a text, name or number is too long.", List.of());
        }
        if (json instanceof JsonEOFException) {
            return located("Decoding error. The JSON is cut off at line %1, column %2.", json);
        }
        return located("Decoding error. Not JSON at line %1, column %2.", json);
    }

    /** The refusal of a body without anything in it. */
    static MalformedBody empty() {
        return new MalformedBody("Decoding error. The body is empty.", List.of());
    }

    /** The refusal of something after the end of the JSON. */
    static MalformedBody trailing(JsonParser json) {
        JsonLocation place = json.currentTokenLocation();
        return new MalformedBody("Decoding error. Something follows the JSON at line %1, column %2.",
                List.of(place.getLineNr(), place.getColumnNr()));
    }

    private static MalformedBody located(String message, JacksonException failure) {
        JsonLocation place = failure.getLocation();
        return new MalformedBody(message, List.of(place.getLineNr(), place.getColumnNr()));
    }
}
