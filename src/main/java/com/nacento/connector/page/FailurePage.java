package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Some SKUs of a bulk that have failed.
 *
 * @param next ask with {@code after=<next>} for the following ones; {@code null}: there are none
 */
public record FailurePage(@JsonProperty("failures") List<Failure> failures, @JsonProperty("next") Long next) {

    /**
     * One of them.
     *
     * @param item    what was asked for, as an item that can be sent again; {@code null} if an item cannot say all of it, or nobody knows
     *                it any more
     * @param request a bulk request with the item, if it belongs to a source or a limit of removals was given, else {@code null}
     */
    public record Failure(@JsonUnwrapped ShownSku sku, @JsonProperty("item") JsonNode item, @JsonProperty("request") JsonNode request) {
    }
}
