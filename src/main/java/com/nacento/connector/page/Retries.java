package com.nacento.connector.page;

import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.bulk.FailedOperations;
import com.nacento.connector.database.BulkId;
import com.nacento.connector.deadletters.Letter;
import com.nacento.connector.deadletters.LetterBox;
import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.http.Refused;
import com.nacento.connector.http.SpooledBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SKUs of a bulk that failed, tried again: what they asked for is published once more, as the operations that they are, so they
 * keep their place in the order of submission and their status is the bulk's. The dead letters of them are done with then.
 */
public final class Retries {

    private static final int LETTERS = 10_000;

    private final String topic;
    private final Bulks bulks;
    private final LetterBox letters;
    private final RecentBulks recentBulks;

    public Retries(String topic, Bulks bulks, LetterBox letters, RecentBulks recentBulks) {
        this.topic = topic;
        this.letters = letters;
        this.bulks = bulks;
        this.recentBulks = recentBulks;
    }

    /**
     * The parameters for finding them.
     *
     * @param body {@code {"operations":[1,2]}}, or {@code {"all":true}}: all that it may help, with {@code "reason"} those that failed so,
     *             with {@code "after"} only those behind this one
     */
    public Map<String, Object> parameters(String uuid, SpooledBody body) {
        Set<String> chosen = PostedBody.chosen(body, "operations");
        String message = chosen.isEmpty()
                ? PostedBody.text(body, "reason").map(FailureReason::pattern).orElse(FailureReason.HELPED)
                : ResultMessage.ANY;
        return Map.of("bulk_uuid", new BulkId(uuid).bytes(), "topic", topic, "after", PostedBody.number(body, "after"), "operations",
                String.join(",", chosen), "message", message);
    }

    /**
     * What is to be published.
     *
     * @throws Refused with 404 if none of them has failed
     */
    public FailedOperations found(String uuid, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw Refused.notFound("No SKU of the bulk %1 that was asked for has failed.", uuid);
        }
        return bulks.failedOperations(uuid, rows);
    }

    /** They are published: their letters are thrown away, and the bulk is counted again. {@code next}: behind this one there are more. */
    public Map<String, Object> published(FailedOperations failed) {
        recentBulks.reopened(failed.bulkUuid());
        Set<Long> keys = failed.keys();
        List<String> theirs = letters.list(LETTERS).letters().stream()
                .filter(letter -> failed.bulkUuid().equals(letter.bulkUuid()) && keys.contains(letter.operationKey()))
                .map(Letter::id).filter(id -> id != null).toList();
        if (!theirs.isEmpty()) {
            letters.discard(Selection.ofIds(theirs));
        }
        Map<String, Object> answer = new HashMap<>(Map.of("retried", keys.size()));
        answer.put("next", failed.next());
        return answer;
    }
}
