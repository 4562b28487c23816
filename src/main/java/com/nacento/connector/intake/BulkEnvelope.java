package com.nacento.connector.intake;

import com.nacento.connector.log.LogSubject;
import java.util.List;
import java.util.Map;

/**
 * What a bulk request says besides its images.
 *
 * @param requestId the caller's own name for the request, or {@code null}
 * @param warnings  {@code unknown_field: <name>} for each field of the envelope that nobody knows
 * @param skus      the SKU of each item, in order; {@code ""} where there is none
 */
public record BulkEnvelope(String requestId, List<String> warnings, List<String> skus) implements LogSubject {

    public BulkEnvelope {
        warnings = List.copyOf(warnings);
        skus = List.copyOf(skus);
    }

    @Override
    public Map<String, String> logKeys() {
        return requestId == null ? Map.of() : Map.of("request_id", requestId);
    }

    /** How many items the request has. */
    public int size() {
        return skus.size();
    }
}
