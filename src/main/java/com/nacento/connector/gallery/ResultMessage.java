package com.nacento.connector.gallery;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one line that Magento's Bulk Actions page shows of an operation: how it is written, read again, and searched for. */
public final class ResultMessage {

    /** By this regular expression the database finds all messages; MySQL knows no empty one. */
    public static final String ANY = "^";
    /** By this one those that tell of a change. */
    public static final String CHANGED = "^([1-9]|0 inserted, [1-9]|0 inserted, 0 updated, [1-9])|^[0-9]+ inserted, [^;]* unchanged, [0-9]+ removed";
    /** By this one those that tell what was done to images. */
    public static final String COUNTED = "^[0-9]+ inserted, [0-9]+ updated, [0-9]+ new ETags, [0-9]+ unchanged";
    /** By this one those that tell of a warning, among those of complete operations. */
    public static final String WARNED = "^duplicate_sku|unchanged(, [0-9]+ removed)?; ";

    /** So begins that of an open operation that waits for objects of the bucket. */
    public static final String WAITS = "waits until ";

    /** Of {@code magento_operation.result_message}, in code points. */
    private static final int LONGEST = 255;
    private static final String WARNING = "; ";
    private static final Pattern COUNTS = Pattern.compile(
            "(\\d+) inserted, (\\d+) updated, (\\d+) new ETags, (\\d+) unchanged(?:, (\\d+) removed)?(?:" + WARNING + "(.*))?",
            Pattern.DOTALL);

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private ResultMessage() {
    }

    static String of(ImageStats stats) {
        String counts = stats.inserted() + " inserted, " + stats.updatedValue() + " updated, " + stats.updatedMeta() + " new ETags, "
                + stats.skippedNoChange() + " unchanged" + (stats.removed() == 0 ? "" : ", " + stats.removed() + " removed");
        return cut(stats.warnings().isEmpty() ? counts : counts + WARNING + String.join(WARNING, stats.warnings()));
    }

    /**
     * What an open operation waits for.
     *
     * @param missing     the objects, in words
     * @param submittedAt UTC, {@code yyyy-MM-dd HH:mm:ss.ffffff}
     * @param patience    how long it waits from then on
     */
    static String waiting(List<String> missing, String submittedAt, Duration patience) {
        return cut(WAITS + "%s UTC for %d missing %s: %s".formatted(until(submittedAt, patience), missing.size(),
                missing.size() == 1 ? "object" : "objects", String.join(", ", missing)));
    }

    /** The same of one that waits for its product. */
    public static String waitingForProduct(String sku, String submittedAt, Duration patience) {
        return cut(WAITS + "%s UTC for a product with the SKU %s".formatted(until(submittedAt, patience), sku));
    }

    /** Rounded up. */
    private static String until(String submittedAt, Duration patience) {
        return MINUTES.format(LocalDateTime.parse(submittedAt.replace(' ', 'T')).plus(patience).plusMinutes(1));
    }

    /**
     * What a message of a complete operation counts; empty if it tells something else.
     *
     * @param message may be {@code null}
     */
    public static Optional<ImageStats> parse(String message) {
        Matcher counts = COUNTS.matcher(message == null ? "" : message);
        if (!counts.matches()) {
            return Optional.empty();
        }
        List<String> warnings = counts.group(6) == null ? List.of() : List.of(counts.group(6).split(WARNING));
        return Optional.of(new ImageStats(number(counts, 1), number(counts, 2), number(counts, 3), number(counts, 4),
                counts.group(5) == null ? 0 : number(counts, 5), warnings));
    }

    private static int number(Matcher counts, int group) {
        return Integer.parseInt(counts.group(group));
    }

    /** A text that the column holds in every shop: at most 255 characters, and none that utf8mb3 does not know. */
    public static String cut(String message) {
        return message == null ? null : cut(message, LONGEST);
    }

    /** The same, of another length. */
    public static String cut(String message, int longest) {
        String text = message.codePoints().map(c -> c > 0xFFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
