package com.nacento.connector.pim;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.TopLevelExpression;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.literal.StringLiteral;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ValueMatcher;

/**
 * The functions and variables of a compiled expression. jackson-jq looks for them when they are needed, which is too late: a name that
 * nobody defines is a faulty file. Where a name is defined is not looked at.
 */
final class JqNames implements Consumer<Object> {

    private final Set<String> defined = new HashSet<>();
    private final Set<String> used = new LinkedHashSet<>();
    private boolean imports;

    /**
     * A name that is used and nowhere defined.
     *
     * @param name  as it stands in the file
     * @param words what is wrong with it
     */
    record Unknown(String name, String words) {
    }

    @Override
    public void accept(Object node) {
        if (node instanceof FunctionCall) {
            List<?> arguments = (List<?>) value(node, "args");
            used.add(value(node, "name") + "/" + arguments.size());
            imports |= value(node, "moduleName") != null;
        } else if (node instanceof FunctionDefinition) {
            List<?> arguments = (List<?>) value(node, "args");
            defined.add(value(node, "fname") + "/" + arguments.size());
            arguments.forEach(argument -> defined.add(argument.toString().startsWith("$") ? argument.toString() : argument + "/0"));
        } else if (node instanceof VariableAccess) {
            used.add("$" + value(node, "name"));
            imports |= value(node, "moduleName") != null;
        } else if (node instanceof ValueMatcher) {
            defined.add("$" + value(node, "name"));
        } else if (node instanceof ObjectMatcher.FieldMatcher && (boolean) value(node, "dollar")) {
            defined.add("$" + ((StringLiteral) value(node, "name")).value().asText());
        } else if (node instanceof TopLevelExpression) {
            imports |= !((List<?>) value(node, "imports")).isEmpty();
        }
    }

    /** Whether other files are asked for. */
    boolean imports() {
        return imports;
    }

    /** The first name that is neither defined here nor among the known ones. */
    Optional<Unknown> unknown(Set<String> functions, Set<String> variables) {
        return used.stream().filter(name -> !defined.contains(name) && !functions.contains(name) && !variables.contains(name)).findFirst()
                .map(name -> name.startsWith("$")
                        ? new Unknown(name, name + " is not defined")
                        : new Unknown(name.substring(0, name.lastIndexOf('/')), "there is no function " + name + " (name/arguments)"));
    }

    private static Object value(Object node, String name) {
        try {
            Field field = node.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(node);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("jackson-jq cannot be looked at: " + node.getClass() + "." + name, e);
        }
    }
}
