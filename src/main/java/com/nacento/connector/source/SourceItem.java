package com.nacento.connector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.pim.MappingException;
import com.nacento.connector.pim.MappingOutput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What a source wants for one product.
 *
 * @param json    an item of the API's form
 * @param time    when the event happened; {@code null} if nobody knows
 * @param isModel whether its SKU is a product model's code, which may be no product in Magento
 */
public record SourceItem(ObjectNode json, Instant time, boolean isModel) {

    /**
     * @param item as a mapping has made it, with what only the connector itself reads
     * @throws MappingException if its time is none
     */
    public static SourceItem of(ObjectNode item) {
        ObjectNode json = item.deepCopy();
        JsonNode time = json.remove(MappingOutput.EVENT_TIME);
        JsonNode model = json.remove(MappingOutput.MODEL);
        return new SourceItem(json, time == null || time.isNull() ? null : instant(time.asText()), model != null && model.asBoolean());
    }

    private static Instant instant(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new MappingException(MappingOutput.EVENT_TIME + " must be a time such as 2026-11-28T10:00:00Z, but is " + time);
        }
    }

    String sku() {
        return json.path("sku").asText("");
    }
}
