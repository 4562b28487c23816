package com.nacento.connector.akeneo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which products, or models, are wanted.
 *
 * @param things of what kind
 * @param filter Akeneo's filter, as JSON
 */
record ProductSearch(Things things, String filter) {

    static final int PAGE = 100;

    /** The values of a search stand in its address, of which web servers take 8 KB, with all that stands beside them. */
    private static final int LONGEST = 4096;

    /** What can be looked for, and where. */
    enum Things {
        /** By their UUID: Akeneo 7.0 and SaaS. */
        PRODUCTS_BY_UUID("/products-uuid", "products"),
        PRODUCTS("/products", "products"),
        MODELS("/product-models", "models");

        private final String path;
        private final String field;

        Things(String path, String field) {
            this.path = path;
            this.field = field;
        }

        /** The field of a loaded body that they stand in. */
        String field() {
            return field;
        }
    }

    /** All of them. */
    static ProductSearch all(Things things) {
        return new ProductSearch(things, "");
    }

    /** Those whose property has one of these values. */
    static ProductSearch in(Things things, String property, Collection<String> values) {
        ObjectNode condition = JsonNodeFactory.instance.objectNode().put("operator", "IN");
        values.forEach(condition.putArray("value")::add);
        return by(things, property, condition);
    }

    /** Those whose property stands so to a value. */
    static ProductSearch where(Things things, String property, String operator, String value) {
        return by(things, property, JsonNodeFactory.instance.objectNode().put("operator", operator).put("value", value));
    }

    private static ProductSearch by(Things things, String property, ObjectNode condition) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        filter.putArray(property).add(condition);
        return new ProductSearch(things, filter.toString());
    }

    /** The path of the first page, with these attributes' values only. */
    String path(Collection<String> attributes) {
        return things.path + "?pagination_type=search_after&limit=" + PAGE + "&attributes=" + encoded(String.join(",", attributes))
                + (filter.isEmpty() ? "" : "&search=" + encoded(filter));
    }

    /** As many values as one search takes, again and again. */
    static List<List<String>> cut(Collection<String> values) {
        List<List<String>> parts = new ArrayList<>();
        List<String> part = List.of();
        int length = 0;
        for (String value : values) {
            int more = encoded(JsonNodeFactory.instance.textNode(value) + ",").length();
            if (part.isEmpty() || part.size() == PAGE || length + more > LONGEST) {
                part = new ArrayList<>();
                parts.add(part);
                length = 0;
            }
            part.add(value);
            length += more;
        }
        return parts;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
