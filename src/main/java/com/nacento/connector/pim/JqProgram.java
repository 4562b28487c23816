package com.nacento.connector.pim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.config.SettingsException;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Excerpt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.IsolatedScopeQuery;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParserConstants;
import net.thisptr.jackson.jq.internal.javacc.ParseException;
import net.thisptr.jackson.jq.internal.javacc.Token;

/** A jq file, compiled once and evaluated by any number of threads, within the bounds of {@link JqBudget}. */
final class JqProgram {

    private static final Version VERSION = Versions.JQ_1_7;
    private static final JqFunctions FUNCTIONS = new JqFunctions(VERSION);
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");
    private static final int LONGEST_MESSAGE = 300;

    private final String file;
    private final Expression expression;

    private JqProgram(String file, Expression expression) {
        this.file = file;
        this.expression = expression;
    }

    /**
     * Compiles a file.
     *
     * @param file      its name, for messages
     * @param text      what stands in it
     * @param prelude   definitions that go before it, on one line
     * @param variables names of the variables that it may use, without {@code $}
     * @throws SettingsException with file, line and column, if it is faulty
     */
    static JqProgram compile(String file, String text, String prelude, Set<String> variables) {
        JqNames names = new JqNames();
        try {
            Expression compiled = ExpressionParser.compile(prelude + text, VERSION);
            Expression guarded = new IsolatedScopeQuery(new JqTree(names).guarded(compiled));
            refuseImports(file, names);
            refuseUnknown(file, text, names, variables);
            return new JqProgram(file, guarded);
        } catch (JsonQueryException faulty) {
            throw new SettingsException(file + place(faulty, prelude.length()));
        }
    }

    private static void refuseImports(String file, JqNames names) {
        if (names.imports()) {
            throw new SettingsException(file + ": import and include are not there: a mapping is one file.");
        }
    }

    private static void refuseUnknown(String file, String text, JqNames names, Set<String> variables) {
        Set<String> known = new HashSet<>();
        variables.forEach(variable -> known.add("$" + variable));
        names.unknown(FUNCTIONS.names(), known).ifPresent(unknown -> {
            Matcher first = Pattern.compile("(?m)^(?!\\s*#).*?(?<![\\w$])(" + Pattern.quote(unknown.name()) + ")(?!\\w)").matcher(text);
            String place = first.find()
                    ? ", line " + (1 + text.substring(0, first.start(1)).chars().filter(c -> c == '\n').count())
                    : "";
            throw new SettingsException(file + place + ": " + unknown.words() + ".");
        });
    }

    private static String place(JsonQueryException faulty, int preludeLength) {
        if (faulty.getCause() instanceof ParseException parse && parse.currentToken != null) {
            Token token = parse.currentToken.next;
            return place(token.beginLine, token.beginColumn, preludeLength)
                    + (token.kind == ExpressionParserConstants.EOF
                            ? "it ends too early."
                            : Excerpt.quoted(token.image) + " cannot stand here.");
        }
        String message = String.valueOf(Cause.of(faulty));
        Matcher place = PLACE.matcher(message);
        return place.find()
                ? place(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), preludeLength) + "this is not jq."
                : ": " + Excerpt.of(message, LONGEST_MESSAGE);
    }

    private static String place(int line, int column, int preludeLength) {
        return ", line " + line + ", column " + Math.max(1, line == 1 ? column - preludeLength : column) + ": ";
    }

    /**
     * Evaluates it, whatever number of values comes out of it.
     *
     * @param time of the processor that it may take
     * @throws MappingException if it fails or takes too much
     */
    List<JsonNode> apply(JsonNode body, Map<String, JsonNode> variables, Duration time) {
        Scope scope = Scope.newChildScope(FUNCTIONS.scope());
        variables.forEach(scope::setValue);
        List<JsonNode> values = new ArrayList<>();
        Output output = values::add;
        try {
            JqBudget.within(time, () -> {
                JqBudget.current().size(body);
                expression.apply(scope, body, output);
            });
        } catch (JqBudget.Exceeded exceeded) {
            throw failed(exceeded.getMessage());
        } catch (StackOverflowError deep) {
            throw failed("it calls itself without end, or too deep");
        } catch (JsonProcessingException failure) {
            throw failed(Excerpt.of(String.valueOf(failure.getOriginalMessage()), LONGEST_MESSAGE));
        }
        return values;
    }

    private MappingException failed(String why) {
        return new MappingException(file + ": " + why);
    }
}
