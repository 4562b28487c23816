package com.nacento.connector.database;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A bulk's id.
 *
 * @param text a UUID; what a caller asks for need not be one
 */
public record BulkId(String text) {

    /** The id of a new bulk. */
    public static BulkId random() {
        return new BulkId(UUID.randomUUID().toString());
    }

    /** As the tables hold it: {@code varbinary(39)}. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
