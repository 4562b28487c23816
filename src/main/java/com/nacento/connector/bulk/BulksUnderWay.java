package com.nacento.connector.bulk;

import com.nacento.connector.database.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bulks that this process submits just now. Each has a lease in the database, which is renewed while it is under way; the
 * lease of a process that has died grows old, and another process publishes what it has left behind.
 */
public final class BulksUnderWay {

    private final int secondsOfSilence;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Refused> refused = new ConcurrentHashMap<>();

    /**
     * A bulk whose caller was told that it failed, though the tables do not say so yet.
     *
     * @param parameters of the statements that reject it
     */
    public record Refused(String bulkUuid, Map<String, Object> parameters) {
    }

    /** @param secondsOfSilence how old a lease is that nobody renews any more */
    public BulksUnderWay(int secondsOfSilence) {
        this.secondsOfSilence = secondsOfSilence;
    }

    /** The bulk has its lease now. */
    public void begin(String bulkUuid) {
        underWay.add(bulkUuid);
    }

    /** The bulk needs no lease any more, or this process does not care for it any more. */
    public void end(String bulkUuid) {
        refused.remove(bulkUuid);
        underWay.remove(bulkUuid);
    }

    /** Whether this process has begun with a bulk. */
    public boolean has(String bulkUuid) {
        return underWay.contains(bulkUuid);
    }

    /** Whether there are any. */
    public boolean isAny() {
        return !underWay.isEmpty();
    }

    /** The parameters for renewing all leases of this process. */
    public Map<String, Object> heartbeat() {
        return renewal(List.copyOf(underWay));
    }

    /** A bulk that has failed, if it had begun: of any other nothing is written that could be rejected. */
    public List<Refused> begun(BulkSubmission submission) {
        return has(submission.bulkUuid()) ? List.of(new Refused(submission.bulkUuid(), submission.rejection())) : List.of();
    }

    /** The bulk must be rejected as soon as that is possible; until then it keeps its lease. */
    public void refuse(Refused bulk) {
        refused.put(bulk.bulkUuid(), bulk);
    }

    /** The bulks that must still be rejected. */
    public List<Refused> refused() {
        return List.copyOf(refused.values());
    }

    /** The parameters for finding leases that nobody renews any more. */
    public Map<String, Object> silence() {
        return Map.of("seconds", secondsOfSilence);
    }

    /** The parameters for renewing leases that were found so. */
    public Map<String, Object> claim(List<Map<String, Object>> found) {
        return renewal(uuids(found));
    }

    /**
     * The bulks that were claimed, under way from now on. One that this process itself submits is none of them: it stood still for a
     * while.
     */
    public List<String> claimed(List<Map<String, Object>> found) {
        List<String> claimed = new ArrayList<>(uuids(found));
        claimed.removeIf(bulkUuid -> !underWay.add(bulkUuid));
        return claimed;
    }

    private static List<String> uuids(List<Map<String, Object>> found) {
        return found.stream().map(row -> Rows.text(row, "bulk_uuid")).toList();
    }

    private static Map<String, Object> renewal(List<String> bulkUuids) {
        return Map.of("bulk_uuids", Rows.json(bulkUuids));
    }
}
