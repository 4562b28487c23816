package com.nacento.connector.database;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A bulk's id, and the description by which this connector's bulks are known among all of Magento's, in the statements too.
 *
 * @param text a UUID; what a caller asks for need not be one
 */
public record BulkId(String text) {

    /** What the description of each bulk of this connector begins with. */
    static final String DESCRIPTION = "Nacento gallery bulk";

    /** The id of a new bulk. */
    public static BulkId random() {
        return new BulkId(UUID.randomUUID().toString());
    }

    /** As the tables hold it: {@code varbinary(39)}. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param name what the caller calls the bulk, or {@code null} */
    public static String description(String name) {
        return name == null ? DESCRIPTION : DESCRIPTION + " " + name;
    }

    /** What the caller of a bulk with this description calls it, or {@code null}. */
    public static String nameIn(String description) {
        String name = description == null ? "" : description.replaceFirst("^" + DESCRIPTION + " ?", "");
        return name.isEmpty() ? null : name;
    }
}
