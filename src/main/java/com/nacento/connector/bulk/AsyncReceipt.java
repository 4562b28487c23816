package com.nacento.connector.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The answer to a bulk that was submitted for later.
 *
 * @param bulkUuid     under which the status calls know it
 * @param requestItems one entry per item sent, in order
 * @param errors       whether any item was rejected
 * @param warnings     what was odd about the envelope; not written when empty
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AsyncReceipt(
        @JsonProperty("bulk_uuid") String bulkUuid,
        @JsonProperty("request_items") List<ReceiptItem> requestItems,
        @JsonProperty("errors") boolean errors,
        @JsonProperty("warnings") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

    public AsyncReceipt {
        requestItems = List.copyOf(requestItems);
        warnings = List.copyOf(warnings);
    }

    /** The receipt for these items. */
    public static AsyncReceipt of(String bulkUuid, List<ReceiptItem> items, List<String> warnings) {
        return new AsyncReceipt(bulkUuid, items, items.stream().anyMatch(ReceiptItem::isRejected), warnings);
    }
}
