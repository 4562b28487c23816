package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.deadletters.Letter;
import com.nacento.connector.deadletters.LetterBox;
import com.nacento.connector.deadletters.Listing;
import com.nacento.connector.deadletters.Replay;
import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.http.SpooledBody;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dead letters for the page: the first ones of the queue, and what is done with those that are chosen, or with all. */
public final class DeadLetterView {

    private static final int SHOWN = 200;

    /**
     * A letter; times in milliseconds since 1970.
     *
     * @param helped whether replaying it may help
     */
    public record Shown(
            @JsonProperty("id") String id, @JsonProperty("skus") List<String> skus, @JsonProperty("reason") String reason,
            @JsonProperty("attempts") int attempts, @JsonProperty("bulk_uuid") String bulkUuid,
            @JsonProperty("operation_key") Long operationKey,
            @JsonProperty("since") Long since, @JsonProperty("understood") boolean understood, @JsonProperty("helped") boolean helped,
            @JsonProperty("source") String source, @JsonProperty("content") String content) {

        static Shown of(Letter letter) {
            return new Shown(letter.id(), letter.skus(), letter.reason(), letter.attempts(), letter.bulkUuid(), letter.operationKey(),
                    letter.since() == null ? null : letter.since().toEpochMilli(), letter.understood(),
                    FailureReason.isHelped(letter.reason()), letter.source(), letter.content());
        }
    }

    private final LetterBox letters;

    public DeadLetterView(LetterBox letters) {
        this.letters = letters;
    }

    /** {@code total}, and the first {@code letters}. */
    public Map<String, Object> list() {
        Listing listing = letters.list(SHOWN);
        return Map.of("total", listing.total(), "letters", listing.letters().stream().map(Shown::of).toList());
    }

    /** Hands letters back to be processed; {@code {"ids":[…]}} or {@code {"all":true}}. */
    public Replay replay(SpooledBody body) {
        return letters.replay(selection(body));
    }

    /** Throws letters away; {@code {"ids":[…]}} or {@code {"all":true}}. */
    public Map<String, Integer> discard(SpooledBody body) {
        return Map.of("discarded", letters.discard(selection(body)));
    }

    private static Selection selection(SpooledBody body) {
        Set<String> ids = PostedBody.chosen(body, "ids");
        return ids.isEmpty() ? Selection.all() : Selection.ofIds(ids);
    }
}
