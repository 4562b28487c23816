package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.StringInterpolation;
import net.thisptr.jackson.jq.internal.tree.ThisObject;
import net.thisptr.jackson.jq.internal.tree.literal.ValueLiteral;
import net.thisptr.jackson.jq.path.ArrayIndexPath;
import net.thisptr.jackson.jq.path.Path;

/**
 * Puts a guard around every node of a compiled jq expression, since jackson-jq has no place for one: each evaluation and each value that
 * comes out of it asks {@link JqBudget} first. The nodes keep their children in private fields, which are set here;
 * {@code JqLimitsTest} notices when another version of the library keeps them elsewhere.
 */
final class JqTree {

    private static final String NODES = "net.thisptr.jackson.jq.internal.";

    /** Sees each node before it is guarded. */
    private final Consumer<Object> visitor;

    JqTree(Consumer<Object> visitor) {
        this.visitor = visitor;
    }

    /** The expression with a guard around each of its nodes. */
    Expression guarded(Expression node) {
        if (node instanceof ThisObject || node instanceof ValueLiteral) {
            return node;
        }
        walk(node);
        return new Guarded(node, node instanceof StringInterpolation);
    }

    /** A function that is written in jq, with a guard around each node of it. */
    Function guardedBody(Function function) {
        walk(function);
        return function;
    }

    private void walk(Object node) {
        visitor.accept(node);
        for (Class<?> type = node.getClass(); type.getName().startsWith(NODES); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    replace(node, field);
                }
            }
        }
    }

    private void replace(Object node, Field field) {
        try {
            field.setAccessible(true);
            Object value = field.get(node);
            Object guarded = guarded(value);
            if (guarded != value) {
                field.set(node, node instanceof ArrayConstruction ? new Collected((Expression) guarded) : guarded);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("jackson-jq cannot be guarded: " + field, e);
        }
    }

    private Object guarded(Object value) {
        if (value instanceof Expression expression) {
            return guarded(expression);
        }
        if (value instanceof BinaryOperator operator) {
            return new GuardedOperator(operator);
        }
        if (value instanceof Pair<?, ?> pair) {
            return Pair.of(guarded(pair._1), guarded(pair._2));
        }
        if (value instanceof List<?> list) {
            List<Object> guarded = new ArrayList<>(list.size());
            list.forEach(element -> guarded.add(guarded(element)));
            return guarded;
        }
        if (value != null && value.getClass().getName().startsWith(NODES) && !value.getClass().isEnum()) {
            // a part of a node: of a pipe, of an object, of a pattern
            walk(value);
        }
        return value;
    }

    /** A node that asks before it is evaluated, and for each value that comes out of it. */
    private record Guarded(Expression node, boolean makesText) implements Expression {

        @Override
        public void apply(Scope scope, JsonNode in, Path ipath, PathOutput output, boolean requirePath) throws JsonQueryException {
            JqBudget budget = JqBudget.current();
            budget.spend(1);
            node.apply(scope, in, ipath, (value, path) -> {
                if (makesText) {
                    budget.made(value);
                } else {
                    budget.pass(value);
                }
                if (path instanceof ArrayIndexPath index) {
                    budget.index(index.index);
                }
                output.emit(value, path);
            }, requirePath);
        }

        @Override
        public String toString() {
            return node.toString();
        }
    }

    /** What an array is made of: too much is noticed before all of it is there. */
    private record Collected(Expression node) implements Expression {

        @Override
        public void apply(Scope scope, JsonNode in, Path ipath, PathOutput output, boolean requirePath) throws JsonQueryException {
            JqBudget budget = JqBudget.current();
            long[] size = {1};
            node.apply(scope, in, ipath, (value, path) -> {
                size[0] = budget.bounded(size[0] + budget.size(value));
                output.emit(value, path);
            }, requirePath);
        }
    }

    /** An operator that asks before it makes something large. */
    private record GuardedOperator(BinaryOperator operator) implements BinaryOperator {

        @Override
        public JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right) throws JsonQueryException {
            JqBudget budget = JqBudget.current();
            budget.spend(1 + left.size() + right.size());
            switch (image()) {
                case "+" -> {
                    budget.text((double) length(left) + length(right));
                    budget.bounded(budget.size(left) + budget.size(right));
                }
                case "*" -> {
                    budget.text(length(left) * Math.abs(number(right)));
                    budget.text(length(right) * Math.abs(number(left)));
                    budget.bounded(budget.size(left) + budget.size(right));
                }
                case "/", "//" -> budget.spend(length(left));
                // each element of the one is looked for in the other; two values are compared to their depths
                case "-" -> budget.spend(left.isArray() && right.isArray() ? budget.size(left) * budget.size(right) : 1);
                default -> budget.spend(budget.size(left) + budget.size(right));
            }
            JsonNode result = operator.apply(mapper, left, right);
            budget.made(result);
            return result;
        }

        private static int length(JsonNode value) {
            return value.isTextual() ? value.textValue().length() : 0;
        }

        private static double number(JsonNode value) {
            return value.isNumber() ? value.asDouble() : 0;
        }

        @Override
        public String image() {
            return operator.image();
        }
    }
}
