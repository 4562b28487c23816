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
 * @param images  what was done to their images
 * @param reasons why some have failed, the most frequent first
 */
public record SkuSummary(@JsonProperty("counts") Map<String, Long> counts, @JsonProperty("images") Images images,
        @JsonProperty("reasons") List<FailureReason> reasons) {

    /** How many images of all SKUs that are done were what. */
    public record Images(@JsonProperty("inserted") long inserted, @JsonProperty("updated_value") long updatedValue,
            @JsonProperty("updated_meta") long updatedMeta, @JsonProperty("skipped_no_change") long skippedNoChange,
            @JsonProperty("removed") long removed) {

        private Images plus(ShownSku.Counts each, long skus) {
            return new Images(inserted + each.inserted() * skus, updatedValue + each.updatedValue() * skus,
                    updatedMeta + each.updatedMeta() * skus, skippedNoChange + each.skippedNoChange() * skus,
                    removed + each.removed() * skus);
        }
    }

    /** More different ones than anybody reads. */
    private static final int MOST_REASONS = 50;

    /** Adds up. */
    static final class Counting {

        private final Map<String, Long> counts = new TreeMap<>();
        private final Map<String, FailureReason> reasons = new TreeMap<>();
        private Images images = new Images(0, 0, 0, 0, 0);

        Counting() {
            for (SkuState state : SkuState.values()) {
                counts.put(nameOf(state), 0L);
            }
        }

        /**
         * Some SKUs that ended alike.
         *
         * @param each what was done to the images of each; {@code null}: that is not told
         */
        void add(int status, String reason, ShownSku.Counts each, boolean warned, long skus) {
            count(SkuState.ALL, skus);
            if (OperationStatus.OPEN.is(status)) {
                count(SkuState.OPEN, skus);
            } else if (OperationStatus.COMPLETE.is(status)) {
                count(SkuState.DONE, skus);
                count(SkuState.CHANGED, each != null && each.isChange() ? skus : 0);
                images = each == null ? images : images.plus(each, skus);
                count(SkuState.WARNED, warned ? skus : 0);
            } else {
                count(SkuState.FAILED, skus);
                boolean retriable = !OperationStatus.REJECTED.is(status) && FailureReason.isHelped(reason);
                reasons.merge(reason == null ? "" : reason, new FailureReason(reason == null ? "" : reason, skus, retriable ? skus : 0),
                        (one, more) -> new FailureReason(one.reason(), one.count() + more.count(), one.retriable() + more.retriable()));
            }
        }

        SkuSummary summary() {
            return new SkuSummary(counts, images,
                    reasons.values().stream().sorted(Comparator.comparingLong(FailureReason::count).reversed())
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
