package com.nacento.connector.intake;

import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.log.LogSubject;
import java.util.List;
import java.util.Map;

/**
 * What a bulk request says besides its images.
 *
 * @param requestId the caller's own name for the request, or {@code null}
 * @param terms     how its items are meant, unless they say otherwise
 * @param dryRun    whether it is only to be told what would be done, or {@code null} if it says nothing of that
 * @param warnings  {@code unknown_field: <name>} for each field of the envelope that nobody knows
 * @param skus      the SKU of each item, in order; {@code ""} where there is none
 */
public record BulkEnvelope(String requestId, RequestTerms terms, Boolean dryRun, List<String> warnings,
        List<String> skus) implements LogSubject {

    public BulkEnvelope {
        warnings = List.copyOf(warnings);
        skus = List.copyOf(skus);
    }

    /** @throws MalformedBody if it is a dry run, where nobody waits for the answer */
    public void refuseDryRun() {
        if (Boolean.TRUE.equals(dryRun)) {
            throw new MalformedBody("\"%1\" is for the calls that answer at once, and nothing was done.", List.of("dry_run"));
        }
    }

    /** The same, once it is known whether it is a dry run. */
    public BulkEnvelope dry(boolean isDryRun) {
        return new BulkEnvelope(requestId, terms, isDryRun, warnings, skus);
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
