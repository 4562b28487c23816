package com.nacento.connector.gallery;


/** The one line that Magento's Bulk Actions page shows of an operation. */
public final class ResultMessage {

    /** Of {@code magento_operation.result_message}, in code points. */
    private static final int LONGEST = 255;

    private ResultMessage() {
    }

    static String of(ImageStats stats) {
        String counts = "%d inserted, %d updated, %d new ETags, %d unchanged".formatted(
                stats.inserted(), stats.updatedValue(), stats.updatedMeta(), stats.skippedNoChange());
        return cut(stats.warnings().isEmpty() ? counts : counts + "; " + String.join("; ", stats.warnings()));
    }

    /** A text that the column holds in every shop: at most 255 characters, and none that utf8mb3 does not know. */
    public static String cut(String message) {
        if (message == null) {
            return null;
        }
        String text = message.codePoints().map(c -> c > 0xFFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
