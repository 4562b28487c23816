package com.nacento.connector.gallery;

import com.nacento.connector.failure.InvalidItemException;

/** What any text must be that is to reach the database, whatever its charset: valid Unicode without NUL. */
public final class StorableText {

    private StorableText() {
    }

    /**
     * The text itself, if it can be stored.
     *
     * @throws InvalidItemException if it holds half a surrogate pair or a NUL character
     */
    public static String require(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidItemException("must not contain a NUL character");
        }
        if (hasLoneSurrogate(text)) {
            throw new InvalidItemException("must be valid Unicode, but has half a surrogate pair");
        }
        return text;
    }

    /** Whether the text holds half a surrogate pair, which no UTF-8 writer can write. */
    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** The text with every half of a surrogate pair replaced by U+FFFD, so that it can be sent back. */
    public static String replaceLoneSurrogates(String text) {
        if (!hasLoneSurrogate(text)) {
            return text;
        }
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(valid::appendCodePoint);
        return valid.toString();
    }

    /** Length in code points, as Magento's columns count it. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
