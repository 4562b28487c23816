package com.nacento.connector.bulk;

import com.nacento.connector.auth.Caller;
import com.nacento.connector.gallery.ResultMessage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands on Magento's Bulk Actions page of a bulk: that it is one of this connector's, by which the statements know it among all of
 * Magento's, what it is called and who has sent it.
 *
 * @param name     what the caller calls it, or {@code null}
 * @param sender   whose token it was, or which source's events; {@code null}: not known
 * @param ofSource whether it was made of a source's events
 */
public record BulkDescription(String name, String sender, boolean ofSource) {

    /** What the description of each bulk of this connector begins with. */
    static final String BEGIN = "Nacento gallery bulk";

    /** By this regular expression the database finds bulks that were made of events. */
    public static final String OF_SOURCE = ", event of [a-z0-9_-]+$";
    /** By this one all others. */
    public static final String NOT_OF_SOURCE = "^(?!.*, event of [a-z0-9_-]+$)";

    /** Of {@code magento_bulk.description}. */
    private static final int LONGEST = 255;
    private static final int LONGEST_SENDER = 64;
    private static final Pattern FORM = Pattern.compile("^(?:" + BEGIN + " ?)?(?:(.*), (from|event of) (.+)|(.*))$", Pattern.DOTALL);

    /** As it is written: if it becomes too long, the name is cut. Where nobody is asked for a token, there is no sender. */
    public String text() {
        String known = Caller.sender(sender);
        String end = known == null ? "" : (ofSource ? ", event of " : ", from ") + ResultMessage.cut(known, LONGEST_SENDER);
        String begin = name == null ? BEGIN : BEGIN + " " + name;
        return ResultMessage.cut(begin, LONGEST - end.length()) + end;
    }

    /** Reads one, of this connector or of whoever submits to its topic; {@code null}: nothing is known. */
    public static BulkDescription read(String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        form.matches();
        String name = form.group(2) == null ? form.group(4) : form.group(1);
        return new BulkDescription(name.isEmpty() ? null : name, form.group(3), "event of".equals(form.group(2)));
    }

    /** Name and sender in one, as far as they are known; {@code null}: neither is. */
    public String inShort() {
        return name == null || sender == null ? name == null ? sender : name : name + " (" + sender + ")";
    }
}
