package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.gallery.OperationStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many SKUs of a bulk are what.
 *
 * @param counts  by the states that the page filters by (all, open, done, changed, warned, failed)
 * @param reasons why some have failed, the most frequent first
 */
public record SkuSummary(@JsonProperty("counts") Map<String, Long> counts, @JsonProperty("reasons") List<FailureReason> reasons) {

    /** More different ones than anybody reads. */
    private static final int MOST_REASONS = 50;

    /** Adds up. */
    static final class Counting {

        private final Map<String, Long> counts = new TreeMap<>();
        private final Map<String, FailureReason> reasons = new TreeMap<>();

        Counting() {
            for (SkuState state : SkuState.values()) {
                counts.put(nameOf(state), 0L);
            }
        }

        /** Some SKUs that ended alike. */
        void add(int status, String reason, boolean changed, boolean warned, long skus) {
            count(SkuState.ALL, skus);
            if (OperationStatus.OPEN.is(status)) {
                count(SkuState.OPEN, skus);
            } else if (OperationStatus.COMPLETE.is(status)) {
                count(SkuState.DONE, skus);
                count(SkuState.CHANGED, changed ? skus : 0);
                count(SkuState.WARNED, warned ? skus : 0);
            } else {
                count(SkuState.FAILED, skus);
                boolean retriable = !OperationStatus.REJECTED.is(status) && FailureReason.isHelped(reason);
                reasons.merge(reason == null ? "" : reason, new FailureReason(reason == null ? "" : reason, skus, retriable ? skus : 0),
                        (one, more) -> new FailureReason(one.reason(), one.count() + more.count(), one.retriable() + more.retriable()));
            }
        }

        SkuSummary summary() {
            return new SkuSummary(counts, reasons.values().stream().sorted(Comparator.comparingLong(FailureReason::count).reversed())
                    .limit(MOST_REASONS).toList());
        }

        private void count(SkuState state, long skus) {
            counts.merge(nameOf(state), skus, Long::sum);
        }

        private static String nameOf(SkuState state) {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }
}
