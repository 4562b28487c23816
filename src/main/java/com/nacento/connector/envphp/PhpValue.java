package com.nacento.connector.envphp;

import java.util.Map;

/**
 * A value of a PHP array and where it stands.
 *
 * @param value {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@code null}, or a map of an inner array by its keys as text
 */
record PhpValue(Object value, int line, int column) {

    boolean isArray() {
        return value instanceof Map;
    }

    /** The entry of this key; {@code null} if there is none, or this is no array. */
    PhpValue get(String key) {
        return value instanceof Map<?, ?> entries ? (PhpValue) entries.get(key) : null;
    }
}
