package com.nacento.connector.page;

import com.nacento.connector.http.Query;
import com.nacento.connector.http.Refused;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which SKUs of a bulk the page asks for.
 *
 * @param text   is searched for in SKU, message and file paths; empty: all
 * @param reason of {@link FailureReason}: only those that have failed so; {@code null}: all
 * @param after  only those after this one
 */
record SkuQuery(SkuState state, String text, String reason, long after) {

    private static final int LONGEST_TEXT = 100;

    /**
     * @param query {@code state} (all, open, done, changed, warned, failed), {@code text}, {@code reason} (of failed ones), {@code after}
     * @throws Refused with 400 if it makes no sense
     */
    static SkuQuery of(String query) {
        Query asked = new Query(query);
        SkuState state = SkuState.named(asked.text("state", "all"));
        String text = asked.text("text", "").strip();
        if (text.length() > LONGEST_TEXT) {
            throw Refused.badRequest("%1 is longer than %2 characters.", "text", LONGEST_TEXT);
        }
        return new SkuQuery(state, text, state == SkuState.FAILED ? asked.text("reason", null) : null, asked.number("after", -1));
    }

    /** How the message must begin: a regular expression. */
    String message() {
        return reason == null ? state.message() : FailureReason.pattern(reason);
    }

    /** What the database decides for bulks that are kept there. */
    boolean fits(ShownSku sku) {
        return state.fits(sku) && (reason == null || reason.equals(FailureReason.of(sku.error())))
                && (text.isEmpty() || texts(sku).anyMatch(this::isIn));
    }

    private static Stream<String> texts(ShownSku sku) {
        return Stream
                .of(Stream.of(sku.sku()), Stream.ofNullable(sku.error()), sku.warnings().stream(),
                        sku.images().stream().map(ShownSku.Image::filePath))
                .flatMap(texts -> texts);
    }

    private boolean isIn(String one) {
        return one.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
