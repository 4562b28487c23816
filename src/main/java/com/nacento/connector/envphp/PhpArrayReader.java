package com.nacento.connector.envphp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code <?php return [ … ];} as Magento writes its env.php: strings, numbers, true, false, null and arrays of these. It is
 * no PHP: what would have to be run (constants, calls, concatenation, variables) is refused with its place.
 */
final class PhpArrayReader {

    private static final int DEEPEST = 100;
    private static final String BY_HAND = "; write the value itself there, or resolve it with: php -r 'echo \"<?php return \"; "
            + "var_export(include \"app/etc/env.php\"); echo \";\";' > env-plain.php";

    private final String text;
    private int at;
    private int depth;

    private PhpArrayReader(String text) {
        this.text = text;
    }

    /**
     * The array that a file returns.
     *
     * @throws PhpSyntaxException if it returns something else, or does more than that
     */
    static PhpValue read(String text) {
        return new PhpArrayReader(text).file();
    }

    private PhpValue file() {
        if (!text.startsWith("<?php") || at("<?php".length()) > ' ') {
            throw refused(0, "the file does not begin with <?php");
        }
        at = "<?php".length();
        blank();
        skipStrictTypes();
        int start = at;
        if (!word().equals("return")) {
            throw refused(start, "return [ … ]; was expected here: a file that does more than return an array cannot be read" + BY_HAND);
        }
        blank();
        PhpValue array = value();
        if (!array.isArray()) {
            throw refused(start, "the file does not return an array");
        }
        expect(';', "after the array");
        if (text.startsWith("?>", at)) {
            at += 2;
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
        }
        if (at < text.length()) {
            throw refused(at, "nothing was expected after the array");
        }
        return array;
    }

    /** {@code declare(strict_types=1);} says nothing about the array. */
    private void skipStrictTypes() {
        int start = at;
        if (word().equals("declare")) {
            blank();
            for (char part : new char[] {'(', 's', '=', '1', ')', ';'}) {
                if (part == 's') {
                    if (!word().equals("strict_types")) {
                        throw refused(start, "only declare(strict_types=1) may stand before return");
                    }
                    blank();
                } else {
                    expect(part, "in declare(strict_types=1)");
                }
            }
        } else {
            at = start;
        }
    }

    /** Reads a value and what is blank behind it. */
    private PhpValue value() {
        int start = at;
        PhpValue value = placed(start, plain());
        blank();
        if (at(at) == '.' || "+-*/%?:&|<>^!=".indexOf(at(at)) >= 0 && !text.startsWith("=>", at) && !text.startsWith("?>", at)) {
            throw refused(at, "values that are computed (" + at(at) + ") are not read" + BY_HAND);
        }
        return value;
    }

    private Object plain() {
        char c = at(at);
        if (c == '\'') {
            return singleQuoted();
        }
        if (c == '"') {
            return doubleQuoted();
        }
        if (c == '[') {
            at++;
            return entries(']');
        }
        if (c == '-' || c == '+' || c >= '0' && c <= '9' || c == '.') {
            return number();
        }
        int start = at;
        String word = word();
        switch (word.toLowerCase(Locale.ROOT)) {
            case "true" :
                return Boolean.TRUE;
            case "false" :
                return Boolean.FALSE;
            case "null" :
                return null;
            case "array" :
                blank();
                expect('(', "after array");
                return entries(')');
            default :
                throw unknown(start, word);
        }
    }

    private PhpSyntaxException unknown(int start, String word) {
        if (word.isEmpty()) {
            String found = at >= text.length()
                    ? "the end of the file"
                    : at(at) == '$' ? "a variable" : text.startsWith("<<<", at) ? "a heredoc" : "\"" + at(at) + "\"";
            return refused(start, "a value was expected, and not " + found + (at(at) == '$' || at(at) == '<' ? BY_HAND : ""));
        }
        blank();
        String what = at(at) == '('
                ? word + "(…) is a call"
                : "new".equalsIgnoreCase(word) ? "new makes an object" : word + " is a constant";
        return refused(start, what + ", which is not run here" + BY_HAND);
    }

    private Map<String, PhpValue> entries(char end) {
        if (++depth > DEEPEST) {
            throw refused(at, "arrays are nested more than " + DEEPEST + " deep");
        }
        Map<String, PhpValue> entries = new LinkedHashMap<>();
        long next = 0;
        blank();
        while (at(at) != end) {
            PhpValue first = value();
            String key;
            if (text.startsWith("=>", at)) {
                at += 2;
                blank();
                if (!(first.value() instanceof String || first.value() instanceof Long)) {
                    throw new PhpSyntaxException(first.line(), first.column(), "a key must be a text or a whole number");
                }
                key = first.value().toString();
                next = first.value() instanceof Long number && number >= next ? number + 1 : next;
                entries.put(key, value());
            } else {
                key = Long.toString(next++);
                entries.put(key, first);
            }
            if (at(at) == ',') {
                at++;
                blank();
            } else if (at(at) != end) {
                throw refused(at, "\",\" or \"" + end + "\" was expected" + (at >= text.length() ? ", and the file ends" : ""));
            }
        }
        at++;
        depth--;
        return entries;
    }

    /** Only {@code \'} and {@code \\} are escapes. */
    private String singleQuoted() {
        int start = at++;
        StringBuilder string = new StringBuilder();
        while (at(at) != '\'') {
            mustGoOn(start);
            if (at(at) == '\\' && (at(at + 1) == '\'' || at(at + 1) == '\\')) {
                at++;
            }
            string.append(at(at++));
        }
        at++;
        return string.toString();
    }

    private String doubleQuoted() {
        int start = at++;
        StringBuilder string = new StringBuilder();
        while (at(at) != '"') {
            mustGoOn(start);
            char c = at(at);
            if (c == '$' && (Character.isLetter(at(at + 1)) || at(at + 1) == '_' || at(at + 1) == '{') || c == '{' && at(at + 1) == '$') {
                throw refused(at, "a variable in a text is not read" + BY_HAND);
            }
            if (c == '\\') {
                escape(string);
            } else {
                string.append(c);
                at++;
            }
        }
        at++;
        return string.toString();
    }

    /** What PHP knows in double quotes; a backslash before anything else is a backslash. */
    private void escape(StringBuilder string) {
        int start = at++;
        char c = at(at++);
        int plain = "nrtvef\\$\"".indexOf(c);
        if (plain >= 0) {
            string.append("\n\r\t\u000b\u001b\f\\$\"".charAt(plain));
        } else if (c == 'u' && at(at) == '{') {
            int end = text.indexOf('}', at);
            String hex = end < 0 ? "" : text.substring(at + 1, end);
            if (!hex.matches("[0-9A-Fa-f]{1,6}") || !Character.isValidCodePoint(Integer.parseInt(hex, 16))) {
                throw refused(start, "\\u{…} must hold the number of a character");
            }
            string.appendCodePoint(Integer.parseInt(hex, 16));
            at = end + 1;
        } else if (c == 'x' && isHex(at(at)) || c >= '0' && c <= '7') {
            int radix = c == 'x' ? 16 : 8;
            int begin = c == 'x' ? at : at - 1;
            int end = begin;
            while (end - begin < (radix == 16 ? 2 : 3) && Character.digit(at(end), radix) >= 0) {
                end++;
            }
            int code = Integer.parseInt(text.substring(begin, end), radix) & 0xff;
            if (code > 0x7f) {
                throw refused(start, "bytes beyond ASCII are not read by their number: write the character itself");
            }
            string.append((char) code);
            at = end;
        } else {
            string.append('\\');
            at--;
        }
    }

    private Object number() {
        int start = at;
        if (at(at) == '-' || at(at) == '+') {
            at++;
        }
        while (Character.isLetterOrDigit(at(at)) || at(at) == '.' || at(at) == '_'
                || (at(at) == '-' || at(at) == '+') && "eE".indexOf(at(at - 1)) >= 0) {
            at++;
        }
        String number = text.substring(start, at).replaceAll("(?<=[0-9A-Fa-f])_(?=[0-9A-Fa-f])", "").toLowerCase(Locale.ROOT);
        try {
            if (number.matches("[+-]?(0|[1-9][0-9]*)")) {
                return Long.parseLong(number);
            }
            if (number.matches("[+-]?0x[0-9a-f]+")) {
                return Long.parseLong(number.replaceFirst("0x", ""), 16);
            }
            if (number.matches("[+-]?0b[01]+")) {
                return Long.parseLong(number.replaceFirst("0b", ""), 2);
            }
            if (number.matches("[+-]?0o?[0-7]+")) {
                return Long.parseLong(number.replaceFirst("0o?", ""), 8);
            }
            if (number.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?")) {
                return Double.parseDouble(number);
            }
        } catch (NumberFormatException e) {
            throw refused(start, number + " is too large a number");
        }
        throw refused(start, "\"" + number + "\" is no number");
    }

    private void blank() {
        while (at < text.length()) {
            if (at(at) <= ' ') {
                at++;
            } else if (at(at) == '#' && at(at + 1) != '[' || text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw refused(at, "this comment does not end");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    /** A name with what PHP lets stand in it, backslashes and :: of constants too. */
    private String word() {
        int start = at;
        while (Character.isLetterOrDigit(at(at)) || at(at) == '_' || at(at) == '\\' || text.startsWith("::", at)
                || text.startsWith("::", at - 1) && at > start) {
            at++;
        }
        return text.substring(start, at);
    }

    private void expect(char c, String where) {
        if (at(at) != c) {
            throw refused(at, "\"" + c + "\" was expected " + where);
        }
        at++;
        blank();
    }

    private void mustGoOn(int start) {
        if (at >= text.length()) {
            throw refused(start, "this text does not end");
        }
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }

    /** The character there; 0 behind the end, which stands nowhere in a file that can be read. */
    private char at(int index) {
        return index < text.length() && index >= 0 ? text.charAt(index) : 0;
    }

    private PhpValue placed(int index, Object value) {
        return new PhpValue(value, line(index), column(index));
    }

    private PhpSyntaxException refused(int index, String message) {
        return new PhpSyntaxException(line(index), column(index), message);
    }

    private int line(int index) {
        return 1 + (int) text.substring(0, Math.min(index, text.length())).chars().filter(c -> c == '\n').count();
    }

    private int column(int index) {
        int end = Math.min(index, text.length());
        return end - text.lastIndexOf('\n', end - 1);
    }
}
