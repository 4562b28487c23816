package com.nacento.connector.lab.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Akeneo's filters, as far as the connector uses them; any other is an error, as for Akeneo. */
final class CatalogueSearch {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final PimCatalogue catalogue;
    private final ZoneId zone;

    CatalogueSearch(PimCatalogue catalogue, ZoneId zone) {
        this.catalogue = catalogue;
        this.zone = zone;
    }

    List<ObjectNode> found(List<ObjectNode> things, JsonNode search) {
        List<ObjectNode> left = new ArrayList<>(things);
        for (Iterator<Map.Entry<String, JsonNode>> filters = search.fields(); filters.hasNext();) {
            Map.Entry<String, JsonNode> filter = filters.next();
            for (JsonNode condition : filter.getValue()) {
                left.removeIf(thing -> !meets(thing, filter.getKey(), condition.path("operator").asText(), condition.path("value")));
            }
        }
        return left;
    }

    private boolean meets(JsonNode thing, String property, String operator, JsonNode value) {
        return switch (property + " " + operator) {
            case "uuid IN", "code IN" -> contains(value, thing.path(property).asText());
            case "identifier IN" -> contains(value, thing.path(thing.has("code") ? "code" : "identifier").asText());
            case "parent IN" -> contains(value, thing.path("parent").asText());
            case "parent =" -> catalogue.ancestors(thing).contains(value.asText());
            case "updated >" -> OffsetDateTime.parse(thing.path("updated").asText()).toInstant()
                    .isAfter(LocalDateTime.parse(value.asText(), TIME).atZone(zone).toInstant());
            default -> {
                if (!operator.equals("NOT EMPTY")) {
                    throw new IllegalArgumentException(
                            "Filter on property \"" + property + "\" is not supported or does not support operator \""
                                    + operator + "\"");
                }
                yield thing.path("values").has(property);
            }
        };
    }

    private static boolean contains(JsonNode values, String value) {
        for (JsonNode each : values) {
            if (each.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
