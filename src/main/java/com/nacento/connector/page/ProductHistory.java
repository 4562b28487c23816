package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.bulk.BulkDescription;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.RequestNotes;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.gallery.Wanted;
import com.nacento.connector.http.Query;
import java.util.List;
import java.util.Map;

/** What requests have done to a product, those first that were written down last. */
public final class ProductHistory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 50;

    /**
     * A request.
     *
     * @param sku         what it asked for and how it ended, as in a bulk; its id is that of the request
     * @param submittedAt milliseconds since 1970: its place in the order of submission
     * @param finishedAt  milliseconds since 1970, or {@code null}
     * @param bulkUuid    the asynchronous bulk that it belongs to; {@code null}: none, or a direct call
     * @param direct      whether its caller waited for the answer
     * @param from        what its bulk or call is called, and by whom, as far as that is known
     * @param source      who brings its images
     * @param replaces    whether images of that source that it does not name were to go
     * @param notes       what was noted each time that it was worked on: changes, what younger requests have decided otherwise
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Entry(@JsonProperty("sku") ShownSku sku, @JsonProperty("submitted_at") long submittedAt,
            @JsonProperty("finished_at") Long finishedAt, @JsonProperty("bulk_uuid") String bulkUuid,
            @JsonProperty("direct") boolean direct, @JsonProperty("from") String from, @JsonProperty("source") String source,
            @JsonProperty("replaces") boolean replaces, @JsonProperty("notes") List<JsonNode> notes) {
    }

    /** @param next where the next ones begin; {@code null}: there are none */
    public record Page(@JsonProperty("requests") List<Entry> requests, @JsonProperty("next") Long next) {
    }

    /**
     * The parameters for a page.
     *
     * @param query {@code before}: only requests before this one
     */
    public Map<String, Object> parameters(String sku, String query) {
        return Map.of("skus", Rows.json(List.of(sku)), "before", new Query(query).number("before", Long.MAX_VALUE));
    }

    /** The page. */
    public Page page(List<Map<String, Object>> rows) {
        List<Entry> requests = rows.stream().limit(MOST).map(ProductHistory::entry).toList();
        return new Page(requests, rows.size() > MOST ? requests.get(MOST - 1).sku().id() : null);
    }

    private static Entry entry(Map<String, Object> row) {
        List<JsonNode> notes = RequestNotes.read(Rows.text(row, "notes"));
        JsonNode last = notes.isEmpty() ? JSON.createObjectNode() : notes.get(notes.size() - 1);
        String bulk = Rows.text(row, "bulk_uuid");
        boolean direct = bulk == null && Rows.text(row, "message_id") == null;
        Wanted wanted = ImagesJson.read(Rows.text(row, "images"));
        String from = BulkDescription.read(Rows.text(row, "description")).inShort();
        Long finished = Rows.number(row, "finished_at");
        return new Entry(sku(row, direct, last, wanted), Rows.number(row, "submitted_at"), finished, bulk, direct,
                from == null ? last.path("from").asText(null) : from, wanted.terms().source(), wanted.terms().replaces(), notes);
    }

    private static ShownSku sku(Map<String, Object> row, boolean direct, JsonNode note, Wanted wanted) {
        int state = Rows.number(row, "state").intValue();
        OperationStatus known = direct && OperationStatus.REJECTED.is(state)
                ? OperationStatus.FAILED
                : OperationStatus.AWAITING.is(state) ? OperationStatus.OPEN : null;
        int status = known == null ? state : known.code();
        boolean good = OperationStatus.COMPLETE.is(status) || OperationStatus.OPEN.is(status);
        String told = Rows.text(row, "result_message");
        String message = told == null ? note.path(good ? "result" : "error").asText(null) : told;
        ImageStats stats = good ? ResultMessage.parse(message).orElse(null) : null;
        List<String> warnings = stats != null ? stats.warnings() : good && message != null ? List.of(message) : List.of();
        Long finished = Rows.number(row, "finished_at");
        return new ShownSku(Rows.number(row, "request_id"), Rows.text(row, "sku"), status, good ? null : message,
                stats == null ? null : ShownSku.Counts.of(stats), warnings,
                wanted.images().stream().map(ShownSku.Image::of).toList(),
                finished == null ? null : Math.max(0, finished - Rows.number(row, "submitted_at")));
    }
}
