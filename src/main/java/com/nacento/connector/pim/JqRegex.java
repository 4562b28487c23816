package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/**
 * What {@code test}, {@code match}, {@code capture}, {@code scan}, {@code splits}, {@code sub} and {@code gsub} are made of, by Java's
 * regular expressions. jackson-jq's own cannot be stopped, and one that goes back and forth would take years; here each character that is
 * looked at counts.
 */
final class JqRegex {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** A group that captures, by its name if it has one; what is escaped, or stands between brackets, is none. */
    private static final Pattern GROUP = Pattern.compile("\\\\.|\\[(?:\\\\.|[^]\\\\])*]|\\((?:\\?<([A-Za-z][A-Za-z0-9]*)>|(?!\\?))",
            Pattern.DOTALL);

    private JqRegex() {
    }

    /** {@code _match_impl(regex; flags; test)}: whether it matches, or where. */
    static void match(Scope scope, List<Expression> arguments, JsonNode in, Path path, PathOutput output, Version version)
            throws JsonQueryException {
        String text = text(in, "cannot be matched, as it is not a string");
        arguments.get(2).apply(scope, in, test -> arguments.get(1).apply(scope, in, flags -> arguments.get(0).apply(scope, in, regex -> {
            if (test.asBoolean()) {
                output.emit(BooleanNode.valueOf(!found(regex, flags, text, true).isEmpty()), null);
            } else {
                output.emit(matches(regex, flags, text), null);
            }
        })));
    }

    /** {@code _sub_impl(regex; replacement; flags)}. */
    static void substitute(Scope scope, List<Expression> arguments, JsonNode in, Path path, PathOutput output, Version version)
            throws JsonQueryException {
        String text = text(in, "cannot be matched, as it is not a string");
        arguments.get(0).apply(scope, in, regex -> arguments.get(2).apply(scope, in, flags -> {
            List<String> names = names(regex.asText());
            List<MatchResult> found = found(regex, flags, text, !flags.asText().contains("g"));
            replace(scope, arguments.get(1), new Replacement(text, names, found, output), 0, "");
        }));
    }

    private record Replacement(String text, List<String> names, List<MatchResult> found, PathOutput output) {
    }

    private static void replace(Scope scope, Expression by, Replacement work, int number, String before) throws JsonQueryException {
        int begin = number == 0 ? 0 : work.found.get(number - 1).end();
        if (number == work.found.size()) {
            work.output.emit(new TextNode(before + work.text.substring(begin)), null);
            return;
        }
        MatchResult match = work.found.get(number);
        ObjectNode captures = NODES.objectNode();
        for (int group = 1; group <= match.groupCount(); group++) {
            if (work.names.get(group) != null) {
                captures.put(work.names.get(group), match.group(group));
            }
        }
        by.apply(scope, captures, replacement -> {
            String next = before + work.text.substring(begin, match.start()) + text(replacement, "cannot replace a text");
            JqBudget.current().spend(1 + JqBudget.current().text(next.length()) / 8);
            replace(scope, by, work, number + 1, next);
        });
    }

    private static ArrayNode matches(JsonNode regex, JsonNode flags, String text) throws JsonQueryException {
        List<String> names = names(regex.asText());
        ArrayNode matches = NODES.arrayNode();
        for (MatchResult match : found(regex, flags, text, !flags.asText().contains("g"))) {
            ObjectNode one = captured(text, match, 0);
            ArrayNode captures = one.putArray("captures");
            for (int group = 1; group <= match.groupCount(); group++) {
                captures.add(captured(text, match, group).put("name", names.get(group)));
            }
            matches.add(one);
        }
        return matches;
    }

    private static ObjectNode captured(String text, MatchResult match, int group) {
        int start = match.start(group);
        JqBudget.current().spend(Math.max(0, start));
        return NODES.objectNode().put("offset", start < 0 ? -1 : text.codePointCount(0, start))
                .put("length", start < 0 ? 0 : text.codePointCount(start, match.end(group))).put("string", match.group(group));
    }

    private static List<MatchResult> found(JsonNode regex, JsonNode flags, String text, boolean onlyFirst) throws JsonQueryException {
        Matcher matcher = pattern(text(regex, "is not a regular expression"), flags.isNull() ? "" : flags.asText())
                .matcher(new Counted(text, JqBudget.current()));
        boolean nothingEmpty = flags.asText().contains("n");
        List<MatchResult> found = new ArrayList<>();
        while (matcher.find()) {
            if (!nothingEmpty || matcher.end() > matcher.start()) {
                found.add(matcher.toMatchResult());
                if (onlyFirst) {
                    break;
                }
            }
        }
        return found;
    }

    private static Pattern pattern(String regex, String flags) throws JsonQueryException {
        int options = 0;
        for (char flag : flags.toCharArray()) {
            options |= switch (flag) {
                case 'g', 'n', 's' -> 0;
                case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm', 'p' -> Pattern.DOTALL;
                case 'x' -> Pattern.COMMENTS;
                default -> throw new JsonQueryException(flags + " is not a valid modifier string: g, i, m, n, p, s and x are");
            };
        }
        try {
            return Pattern.compile(regex, options);
        } catch (PatternSyntaxException e) {
            throw new JsonQueryException(regex + " is not a regular expression: " + e.getDescription());
        }
    }

    /** The names of the groups that capture, from the first; {@code null} where one has none. */
    private static List<String> names(String regex) {
        List<String> names = new ArrayList<>();
        names.add(null);
        Matcher group = GROUP.matcher(regex);
        while (group.find()) {
            if (group.group().startsWith("(")) {
                names.add(group.group(1));
            }
        }
        return names;
    }

    private static String text(JsonNode value, String otherwise) throws JsonQueryException {
        if (!value.isTextual()) {
            throw new JsonQueryException(value.getNodeType().toString().toLowerCase(Locale.ROOT) + " " + otherwise);
        }
        return value.textValue();
    }

    /** A text of which each look at a character counts. */
    private record Counted(String text, JqBudget budget) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.spend(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
