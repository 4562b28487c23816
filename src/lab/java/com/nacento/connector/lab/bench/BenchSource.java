package com.nacento.connector.lab.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.S3Stub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A source of the benchmark's connectors, and what Akeneo's Events API would send of the catalogue. */
final class BenchSource {

    static final String HOOK = "/hooks/akeneo";
    static final String SECRET = "bench";

    private static final String KEY = "nacento.source.akeneo.";

    private BenchSource() {
    }

    /** @param folder of the connector */
    static Map<String, String> settings(Path folder) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nacento.sources", "akeneo");
        settings.put(KEY + "mapping", "akeneo-events");
        settings.put(KEY + "images", "image_1:base,small,thumbnail; image_2; image_3");
        settings.put(KEY + "label", "name");
        settings.put(KEY + "secret", SECRET);
        settings.put("nacento.hooks.spool-dir", folder.resolve("hooks").toString());
        return settings;
    }

    /**
     * A call that tells of products.
     *
     * @param first of them
     * @param many  how many; at most ten, as Akeneo does
     * @param name  becomes the label of their images; {@code null}: they have none
     */
    static byte[] event(Catalogue catalogue, int first, int many, String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode events = body.putArray("events");
        for (int product = first; product < first + many; product++) {
            ObjectNode resource = events.addObject().put("action", "product.updated").put("event_id", UUID.randomUUID().toString())
                    .put("event_datetime", Instant.now().atOffset(ZoneOffset.UTC).toString()).put("author", "bench")
                    .put("author_type", "ui").putObject("data").putObject("resource").put("identifier", Catalogue.sku(product));
            ObjectNode values = resource.putObject("values");
            for (int image = 1; image <= Catalogue.IMAGES; image++) {
                value(values, "image_" + image, catalogue.path(product, image).substring(1));
            }
            if (name != null) {
                value(values, "name", name);
            }
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the bucket's server tells of objects that were written: the pictures of the first products. */
    static List<byte[]> overwritten(Catalogue catalogue, int products, int version) {
        List<byte[]> events = new ArrayList<>();
        for (int product = 1; product <= products; product++) {
            for (int image = 1; image <= Catalogue.IMAGES; image++) {
                String key = Catalogue.key(catalogue.path(product, image));
                events.add(
                        ("{\"Records\":[{\"eventName\":\"s3:ObjectCreated:Put\",\"eventTime\":\"" + Instant.now() + "\",\"s3\":{\"bucket\":"
                                + "{\"name\":\"" + S3Stub.BUCKET + "\"},\"object\":{\"key\":\"" + key + "\",\"eTag\":\""
                                + Catalogue.etag(key, version)
                                + "\"}}}]}").getBytes(StandardCharsets.UTF_8));
            }
        }
        return events;
    }

    private static void value(ObjectNode values, String attribute, String data) {
        values.putArray(attribute).addObject().putNull("locale").putNull("scope").put("data", data);
    }
}
