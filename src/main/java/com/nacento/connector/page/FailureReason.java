package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why SKUs of a bulk have failed, in short: the code of the message; where the code says little, with the words behind it.
 *
 * @param reason    what their messages begin with
 * @param count     how many have failed so
 * @param retriable how many of them may be tried again; none if that cannot help
 */
public record FailureReason(@JsonProperty("reason") String reason, @JsonProperty("count") long count,
        @JsonProperty("retriable") long retriable) {

    /** Messages of what may go better without being sent anew: all but what is wrong in itself. */
    static final String HELPED = "^(?!invalid_item(?!: ambiguous_sku))";

    private static final Pattern TRIED_AGAIN = Pattern.compile(HELPED);
    /** Where the code says little; as in {@code count-bulk-skus}. */
    private static final Pattern LONGER = Pattern.compile("^(?:internal:[^:;]*|invalid_item: ambiguous_sku(?=:))");

    /** Of a message; of none the empty text. */
    static String of(String message) {
        String text = message == null ? "" : message;
        Matcher longer = LONGER.matcher(text);
        if (longer.find()) {
            return longer.group();
        }
        int end = text.indexOf(':');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The regular expression by which the database finds the messages of a reason. */
    static String pattern(String reason) {
        return reason.isEmpty() ? "^$" : "^" + Pattern.quote(reason) + "([:;]|$)";
    }

    /** Whether trying it again, unchanged, may help. */
    static boolean isHelped(String message) {
        return TRIED_AGAIN.matcher(message == null ? "" : message).find();
    }
}
