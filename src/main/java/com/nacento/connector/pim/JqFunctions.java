package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.JsonQueryFunction;
import net.thisptr.jackson.jq.path.Path;

/**
 * The built-in functions that a mapping may use: those of jackson-jq that look at nothing but their arguments, each under
 * {@link JqBudget}. There is neither {@code env} nor {@code input}, neither a file nor a module.
 */
final class JqFunctions {

    /** They look at the value's type, or at its first level: what they cost has nothing to do with its size. */
    private static final Set<String> CHEAP = Set.of("type/0", "length/0", "not/0", "empty/0", "has/1", "error/0", "error/1", "path/1",
            "getpath/1", "range/1", "range/2", "range/3", "keys/0", "keys_unsorted/0", "to_entries/0", "startswith/1", "endswith/1");
    /** They look for each part of the one in the other. */
    private static final Set<String> QUADRATIC = Set.of("contains/1", "indices/1", "index/1", "rindex/1");
    /** What tells of the program instead of the data. */
    private static final Set<String> NOT_THERE = Set.of("debug_scope/0", "builtins/0", "env/0", "input/0", "inputs/0", "debug/0", "debug/1",
            "stderr/0", "input_filename/0", "input_line_number/0", "get_search_list/0", "modulemeta/0", "halt/0", "halt_error/0",
            "halt_error/1");

    private final Scope scope = Scope.newEmptyScope();
    private final Map<String, Function> functions = new TreeMap<>();

    JqFunctions(Version version) {
        Map<String, Function> all = new TreeMap<>(BuiltinFunctionLoader.getInstance().listFunctions(version, scope));
        all.put("_match_impl/3", JqRegex::match);
        all.put("_sub_impl/3", JqRegex::substitute);
        all.keySet().removeAll(NOT_THERE);
        JqTree tree = new JqTree(node -> {});
        all.forEach((name, function) -> functions.put(name,
                function instanceof JsonQueryFunction ? tree.guardedBody(function) : new Guarded(name, function)));
        functions.forEach(scope::addFunction);
    }

    /** Where they are defined. */
    Scope scope() {
        return scope;
    }

    /** {@code name/number of arguments} of each. */
    Set<String> names() {
        return functions.keySet();
    }

    private record Guarded(String name, Function function) implements Function {

        @Override
        public void apply(Scope scope, List<Expression> arguments, JsonNode in, Path path, PathOutput output, Version version)
                throws JsonQueryException {
            JqBudget budget = JqBudget.current();
            budget.spend(CHEAP.contains(name) ? 1 : budget.size(in));
            List<Expression> asked = new ArrayList<>(arguments.size());
            arguments.forEach(argument -> asked.add(new Argument(name, argument, in)));
            function.apply(scope, asked, in, path, (value, to) -> {
                budget.made(value);
                output.emit(value, to);
            }, version);
        }
    }

    private record Argument(String function, Expression expression, JsonNode input) implements Expression {

        @Override
        public void apply(Scope scope, JsonNode in, Path path, PathOutput output, boolean requirePath) throws JsonQueryException {
            JqBudget budget = JqBudget.current();
            expression.apply(scope, in, path, (value, to) -> {
                if (QUADRATIC.contains(function)) {
                    budget.spend(budget.size(input) * budget.size(value));
                } else if (function.equals("setpath/2") && value.isArray()) {
                    value.forEach(budget::index);
                } else if (function.equals("join/1")) {
                    budget.text((double) input.size() * value.asText().length());
                }
                output.emit(value, to);
            }, requirePath);
        }
    }
}
