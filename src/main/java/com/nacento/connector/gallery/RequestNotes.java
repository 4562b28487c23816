package com.nacento.connector.gallery;

import static com.nacento.connector.gallery.GalleryChanges.row;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.SyncError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is noted of a request for people who ask why a product looks as it does: who asked, what was changed, what younger requests have
 * decided otherwise, or why it failed. One JSON object for each time that it was worked on. Nothing is decided by it.
 *
 * @param kept   whether anything is noted
 * @param caller what a direct call is called, and by whom; {@code null}: none, the request has a row that tells
 */
public record RequestNotes(boolean kept, String caller) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL_STORES = "admin";

    /** Nothing is noted. */
    public static final RequestNotes NONE = new RequestNotes(false, null);

    private static final int MOST_CHANGES = 100;
    /** In characters: a note is no copy of what was asked for. */
    private static final int LONGEST = 12_000;
    private static final int LONGEST_MASKED = LONGEST / 4;

    /** The note on a request that has changed something; {@code null} if it has not, or nothing is noted. */
    String of(ProductSync product, GalleryRequest request, ImageStats stats) {
        if (!kept || !product.isChanged() || !product.plan().includes(request)) {
            return null;
        }
        List<Noted> changes = withoutWhatIsSaid(product.plan(), request).stream().map(Noted::of).toList();
        List<GalleryPlan.Masked> masked = product.plan().masked(request);
        if (caller == null && changes.isEmpty() && masked.isEmpty()) {
            return null;
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("result", ResultMessage.of(stats));
        if (caller != null) {
            note.put("from", caller);
        }
        if (!masked.isEmpty()) {
            note.put("masked", masked.subList(0, fitting(masked, LONGEST_MASKED)));
        }
        String whole = json(withChanges(note, changes, Math.min(MOST_CHANGES, changes.size())));
        return whole.length() <= LONGEST ? whole : json(withChanges(note, changes, fitting(changes, LONGEST - LONGEST_MASKED)));
    }

    /**
     * A change, short: each changed product has some, and they are most of what is written down of it. What is not said is {@code null};
     * of the store: all of them.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Noted(@JsonProperty("image") String image, @JsonProperty("field") String field, @JsonProperty("store") String store,
            @JsonProperty("from") Object from, @JsonProperty("to") Object to) {

        static Noted of(GalleryChange change) {
            return new Noted(change.image(), change.field(), ALL_STORES.equals(change.store()) ? null : change.store(), change.from(),
                    change.to());
        }
    }

    /**
     * The notes on a request, each with its changes in full.
     *
     * @param lines as they are stored; {@code null}: none
     */
    public static List<JsonNode> read(String lines) {
        List<JsonNode> notes = new ArrayList<>();
        for (String line : lines == null ? new String[0] : lines.split("\n")) {
            try {
                JsonNode note = JSON.readTree(line);
                note.path("changes").forEach(change -> inFull((ObjectNode) change));
                notes.add(note);
            } catch (JsonProcessingException damaged) {
                throw new IllegalArgumentException("a stored note is damaged: " + line, damaged);
            }
        }
        return notes;
    }

    private static void inFull(ObjectNode change) {
        if (!change.has("store")) {
            change.put("store", ALL_STORES);
        }
        for (String value : List.of("from", "to")) {
            if (!change.has(value)) {
                change.putNull(value);
            }
        }
    }

    private static Map<String, Object> withChanges(Map<String, Object> note, List<Noted> changes, int shown) {
        note.put("changes", changes.subList(0, shown));
        if (shown < changes.size()) {
            note.put("changes_left_out", changes.size() - shown);
        }
        return note;
    }

    /** How many of them are no longer than this together, in characters. */
    private static int fitting(List<?> entries, int longest) {
        int length = 0;
        int shown = 0;
        while (shown < Math.min(MOST_CHANGES, entries.size())) {
            length += Rows.json(List.of(entries.get(shown))).length();
            if (length > longest) {
                break;
            }
            shown++;
        }
        return shown;
    }

    /** An image that comes or goes is told with its roles; a store view's new row has a visibility, whether or not anybody spoke of it. */
    private static List<GalleryChange> withoutWhatIsSaid(GalleryPlan plan, GalleryRequest request) {
        List<GalleryChange> changes = plan.changesBy(request);
        Set<String> come = paths(changes, change -> change.from() == null);
        Set<String> gone = paths(changes, change -> change.to() == null);
        return changes.stream().filter(change -> !plan.isAsBefore(change)).filter(change -> !change.field().startsWith("role")
                || !(change.from() == null && come.contains(change.image()) || change.to() == null && gone.contains(change.image())))
                .toList();
    }

    private static Set<String> paths(List<GalleryChange> changes, Predicate<GalleryChange> which) {
        return changes.stream().filter(change -> change.field().equals("image")).filter(which).map(GalleryChange::image)
                .collect(Collectors.toSet());
    }

    /** The note on one that has failed: how the error begins is looked for ({@code insert-failed-requests}). */
    public String ofFailure(String error) {
        if (!kept) {
            return null;
        }
        Map<String, Object> note = row("error", ResultMessage.cut(error));
        if (caller != null) {
            note.put("from", caller);
        }
        return json(note);
    }

    /** The row of a direct call's failure. */
    public Map<String, Object> failure(String sku, SyncError error, Wanted wanted) {
        return row("sku", sku, "code", error.codeName(), "notes", ofFailure(error.toString()), "images", ImagesJson.write(wanted));
    }

    private static String json(Map<String, Object> note) {
        String array = Rows.json(List.of(note));
        return array.substring(1, array.length() - 1);
    }
}
