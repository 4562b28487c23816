package com.nacento.connector.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.failure.Excerpt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Items that are sent in one request.
 *
 * @param name under which the log and the page show it
 * @param said what holds for all of them, as the file says it
 */
record Bulk(String name, ObjectNode said, List<Item> items) {

    /** With the number of its first item it has to fit into a request id. */
    private static final int LONGEST_NAME = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Well below {@code nacento.http.max-body-size}, which is 64 MiB unless set otherwise. */
    private static final long MOST_BYTES = 8L << 20;

    Bulk {
        items = List.copyOf(items);
    }

    /** The next bulk of a file; without any items at its end. */
    static Bulk next(ItemFile file, int size) {
        String name = Excerpt.of(file.name(), LONGEST_NAME) + " from item " + (file.read() + 1);
        List<Item> items = new ArrayList<>();
        long bytes = 0;
        while (items.size() < size && bytes < MOST_BYTES) {
            Item item = file.next();
            if (item == null) {
                break;
            }
            items.add(item);
            bytes += item.json().length;
        }
        return new Bulk(name, file.said(), items);
    }

    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String fields = JSON.createObjectNode().put("request_id", name).setAll(said).toString();
        body.writeBytes(("{\"request\":" + fields.substring(0, fields.length() - 1) + ",\"items\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(items.get(i).json());
        }
        body.writeBytes("]}}".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /** Which products it may be about; what the database takes for the same SKU mostly differs in case alone. */
    Set<String> products() {
        Set<String> products = new HashSet<>();
        items.forEach(item -> products.add(product(item.sku())));
        return products;
    }

    static String product(String sku) {
        return sku.strip().toLowerCase(Locale.ROOT);
    }

    /** Both halves. */
    List<Bulk> halves() {
        int middle = items.size() / 2;
        return List.of(new Bulk(name, said, items.subList(0, middle)), new Bulk(name, said, items.subList(middle, items.size())));
    }
}
