package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.bulk.BulkDescription;
import com.nacento.connector.database.BulkId;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.http.Query;
import com.nacento.connector.http.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The asynchronous bulks of this connector's topic, the youngest first. To count the operations of a bulk the database reads
 * all of them, since no index knows their status: so a bulk that has ended is counted again but once a minute.
 */
public final class RecentBulks {

    private static final int KEPT = 500;
    private static final Duration BELIEVED = Duration.ofMinutes(1);
    /** As {@code find-recent-bulks} answers at once. */
    private static final int MOST = 20;
    private static final int LONGEST_TEXT = 100;

    /**
     * Some bulks.
     *
     * @param next ask with {@code before=<next>} for older ones; {@code null}: there are none. There may be none that fit, since a thousand
     *             bulks of Magento's are looked through at a time
     */
    public record Page(@JsonProperty("bulks") List<BulkProgress> bulks, @JsonProperty("next") Long next) {
    }

    private record Counted(Map<Integer, Long> counts, Instant at) {
    }

    private final String topic;
    private final Map<String, Instant> reopened = new HashMap<>();
    private final Map<String, Counted> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counted> eldest) {
            return size() > KEPT;
        }
    };

    public RecentBulks(String topic) {
        this.topic = topic;
    }

    /** The parameters for the youngest bulks. */
    public Map<String, Object> youngest() {
        return page(null);
    }

    /**
     * The parameters for a page of bulks.
     *
     * @param query {@code before=<id>}: those older than this one; {@code text}: with these words in name or sender, or this UUID;
     *              {@code kind}: {@code source} or {@code asynchronous}
     * @throws Refused with 400 if it makes no sense
     */
    public Map<String, Object> page(String query) {
        Query asked = new Query(query);
        String text = asked.text("text", "").strip();
        if (text.length() > LONGEST_TEXT) {
            throw Refused.badRequest("%1 is longer than %2 characters.", "text", LONGEST_TEXT);
        }
        String kind = asked.text("kind", "all");
        String description = switch (kind) {
            case "all" -> ResultMessage.ANY;
            case "source" -> BulkDescription.OF_SOURCE;
            case "asynchronous" -> BulkDescription.NOT_OF_SOURCE;
            default -> throw Refused.badRequest("%1 is no kind of bulk.", kind);
        };
        return Map.of("before", asked.number("before", Long.MAX_VALUE), "topic", topic, "text", text, "description", description);
    }

    /** The parameters for counting those that must be counted. */
    public synchronized Map<String, Object> uncounted(List<Map<String, Object>> rows) {
        Instant oldest = Instant.now().minus(BELIEVED);
        reopened.values().removeIf(end -> end.isBefore(Instant.now()));
        ended.values().removeIf(counted -> counted.at().isBefore(oldest));
        return Map.of("bulks",
                Rows.json(rows.stream().map(row -> Rows.text(row, "uuid")).filter(uuid -> uuid != null && !ended.containsKey(uuid))
                        .toList()));
    }

    /**
     * The bulks with their counts.
     *
     * @param rows of {@code find-recent-bulks}: with one that only says how far back it has looked
     */
    public synchronized Page bulks(List<Map<String, Object>> rows, List<Map<String, Object>> counts) {
        Map<String, Map<Integer, Long>> byBulk = new HashMap<>();
        counts.forEach(count -> byBulk.computeIfAbsent(Rows.text(count, "uuid"), uuid -> new HashMap<>())
                .put(Rows.number(count, "status").intValue(), Rows.number(count, "operations")));
        List<BulkProgress> bulks = rows.stream().filter(row -> row.get("uuid") != null).map(row -> {
            String uuid = Rows.text(row, "uuid");
            Counted known = ended.get(uuid);
            BulkProgress bulk = BulkProgress.of(row, known == null ? byBulk.getOrDefault(uuid, Map.of()) : known.counts());
            if (known == null && !bulk.isOpen() && !reopened.containsKey(uuid)) {
                ended.put(uuid, new Counted(bulk.counts(), Instant.now()));
            }
            return bulk;
        }).toList();
        Long end = rows.stream().filter(row -> row.get("uuid") == null).findFirst().map(row -> Rows.number(row, "id")).orElse(null);
        return new Page(bulks, bulks.size() == MOST ? Long.valueOf(bulks.get(MOST - 1).id()) : end);
    }

    /** Something of the bulk is tried again: for a while it is counted each time. */
    synchronized void reopened(String uuid) {
        ended.remove(uuid);
        reopened.put(uuid, Instant.now().plus(BELIEVED));
    }

    /** The parameters for one bulk. */
    public Map<String, Object> parameters(String uuid) {
        return Map.of("bulk_uuid", new BulkId(uuid).bytes(), "topic", topic);
    }

    /**
     * How many SKUs of a bulk are open that is to be cancelled.
     *
     * @param rows of {@code find-bulk-progress}
     * @throws Refused with 404 if there is no such bulk
     * @throws Refused with 409 if it is being submitted, since more of it may come, or nothing of it is open
     */
    public long openOf(String uuid, List<Map<String, Object>> rows) {
        BulkProgress bulk = bulk(uuid, rows);
        if (Rows.number(rows.get(0), "submitting") > 0) {
            throw Refused.conflict("The bulk %1 is still being submitted. Try again when all of it is with the broker.", uuid);
        }
        if (!bulk.isOpen()) {
            throw Refused.conflict("Nothing of the bulk %1 is open any more.", uuid);
        }
        return bulk.counts().get(OperationStatus.OPEN.code());
    }

    /** The parameters for rejecting what is open of it. */
    public Map<String, Object> cancellation(String uuid, String caller) {
        return Map.of("bulk_uuid", new BulkId(uuid).bytes(), "result_message",
                ResultMessage.cut("cancelled on the page" + (caller == null ? "" : " by " + caller)));
    }

    /** It is cancelled: workers may still end what they had begun, so it is counted each time for a while. */
    public Map<String, Object> cancelled(String uuid, long open) {
        reopened(uuid);
        return Map.of("open", open);
    }

    /**
     * One bulk.
     *
     * @param rows of {@code find-bulk-progress}
     * @throws Refused with 404 if there are none
     */
    public BulkProgress bulk(String uuid, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw Refused.noSuchBulk(uuid);
        }
        Map<Integer, Long> counts = new HashMap<>();
        rows.stream().filter(row -> row.get("status") != null)
                .forEach(row -> counts.put(Rows.number(row, "status").intValue(), Rows.number(row, "operations")));
        return BulkProgress.of(rows.get(0), counts);
    }
}
