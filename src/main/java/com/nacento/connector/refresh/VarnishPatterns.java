package com.nacento.connector.refresh;

import java.util.ArrayList;
import java.util.List;

/** What Magento's own purge sends to Varnish: a pattern for each tag, as many as fit one header. */
final class VarnishPatterns {

    /** Varnish takes header lines of 8,192 bytes; Magento leaves 512 of them for the header's name and more. */
    static final int MOST_BYTES = 7_680;

    private VarnishPatterns() {
    }

    /**
     * The values of {@code X-Magento-Tags-Pattern}, each {@code ((^|,)cat_p_12(,|$))|((^|,)cat_p_13(,|$))|…}.
     *
     * @param tags of ASCII
     */
    static List<String> of(List<String> tags) {
        List<String> patterns = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        for (String tag : tags) {
            String one = "((^|,)" + tag + "(,|$))";
            if (!pattern.isEmpty() && pattern.length() + 1 + one.length() > MOST_BYTES) {
                patterns.add(pattern.toString());
                pattern.setLength(0);
            }
            pattern.append(pattern.isEmpty() ? "" : "|").append(one);
        }
        if (!pattern.isEmpty()) {
            patterns.add(pattern.toString());
        }
        return patterns;
    }
}
