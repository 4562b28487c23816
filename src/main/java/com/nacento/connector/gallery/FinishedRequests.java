package com.nacento.connector.gallery;

import com.nacento.connector.database.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests that ended so long ago that nobody needs them any more. */
public final class FinishedRequests {

    private final Duration keep;

    /** @param keep how long they are kept */
    public FinishedRequests(Duration keep) {
        this.keep = keep;
    }

    /** The parameters for finding them. */
    public Map<String, Object> parameters() {
        return Map.of("keep_seconds", keep.toSeconds());
    }

    /** The parameters for forgetting those that were found, and refreshes that nobody needs any more. */
    public Map<String, Object> found(List<Map<String, Object>> requests, List<Map<String, Object>> refreshes) {
        return Map.of("finished_requests", ids(requests, "request_id"), "refreshes", ids(refreshes, "refresh_id"));
    }

    private static String ids(List<Map<String, Object>> rows, String column) {
        return Rows.json(rows.stream().map(row -> Rows.number(row, column)).sorted().toList());
    }
}
