package com.nacento.connector.failure;

/** A caller's own text as it may be shown in an answer or a log: short, on one line, always valid Unicode. */
public final class Excerpt {

    private static final int QUOTED_LENGTH = 60;

    private Excerpt() {
    }

    /** The text between quotes, at most 60 code points of it. */
    public static String quoted(String text) {
        return '"' + of(text, QUOTED_LENGTH) + '"';
    }

    /** At most {@code length} code points and an ellipsis for the rest; what cannot be shown becomes U+FFFD. */
    public static String of(String text, int length) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(length).map(Excerpt::showable).forEach(shown::appendCodePoint);
        return text.codePoints().skip(length).findAny().isPresent() ? shown.append('…').toString() : shown.toString();
    }

    private static int showable(int codePoint) {
        boolean lone = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return lone || Character.isISOControl(codePoint) ? 0xFFFD : codePoint;
    }
}
