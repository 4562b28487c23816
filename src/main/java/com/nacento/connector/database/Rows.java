package com.nacento.connector.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows on their way into or out of a statement. A set of rows travels as one JSON parameter, which the statement reads with
 * {@code JSON_TABLE}: one round trip for a whole chunk.
 */
public final class Rows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Rows() {
    }

    /**
     * The JSON array for a statement's parameter.
     *
     * @param rows maps (column to value), numbers or strings; nulls become SQL NULL
     */
    public static String json(List<?> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("rows that JSON cannot hold", e);
        }
    }

    /** Numbers as a statement takes them that looks for one in a list: separated by commas. */
    public static String list(Collection<? extends Number> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** A column as a whole number, or {@code null}; the driver's type differs with the column's. */
    public static Long number(Map<String, Object> row, String column) {
        Object value = row.get(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        return value instanceof BigInteger big ? big.longValueExact() : ((Number) value).longValue();
    }

    /** A column as text, or {@code null}. Binary columns (Magento's uuids) hold ASCII. */
    public static String text(Map<String, Object> row, String column) {
        Object value = row.get(column);
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value == null ? null : value.toString();
    }
}
