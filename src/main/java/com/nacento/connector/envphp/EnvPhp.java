package com.nacento.connector.envphp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Magento's app/etc/env.php: what stands under a path of keys ({@code db/connection/default/host}). */
public final class EnvPhp {

    private final PhpValue root;

    private EnvPhp(PhpValue root) {
        this.root = root;
    }

    /**
     * Reads the file's text.
     *
     * @throws PhpSyntaxException if it cannot be read; the message says where
     */
    public static EnvPhp read(String text) {
        return new EnvPhp(PhpArrayReader.read(text));
    }

    boolean has(String path) {
        PhpValue value = find(path);
        return value != null && value.value() != null && !(value.value() instanceof Map<?, ?> entries && entries.isEmpty());
    }

    /**
     * A text, or a number as text; empty if there is none, or an empty one.
     *
     * @throws PhpSyntaxException if it is something else
     */
    Optional<String> text(String path) {
        return given(path).filter(text -> !text.isEmpty());
    }

    /** A text as it is given, an empty one too. */
    Optional<String> given(String path) {
        PhpValue value = find(path);
        if (value == null || value.value() == null) {
            return Optional.empty();
        }
        if (value.value() instanceof String || value.value() instanceof Long) {
            return Optional.of(value.value().toString());
        }
        throw new PhpSyntaxException(value.line(), value.column(), path + " must be a text");
    }

    /**
     * Yes or no as Magento takes them: true, 1, "1", "true".
     *
     * @throws PhpSyntaxException if it is neither
     */
    Optional<Boolean> flag(String path) {
        PhpValue value = find(path);
        if (value == null || value.value() == null) {
            return Optional.empty();
        }
        return switch (String.valueOf(value.value())) {
            case "true", "1" -> Optional.of(true);
            case "false", "0", "" -> Optional.of(false);
            default -> throw new PhpSyntaxException(value.line(), value.column(), path + " must be true or false");
        };
    }

    /** Whether PHP takes what stands there for true: all but nothing, {@code ''}, {@code '0'}, 0 and false; {@code 'false'} is true. */
    boolean isTrueToPhp(String path) {
        return has(path) && !Set.<Object>of("", "0", 0L, 0.0, false).contains(find(path).value());
    }

    /** How many entries an array has; 0 if there is none. */
    int size(String path) {
        PhpValue value = find(path);
        return value != null && value.value() instanceof Map<?, ?> entries ? entries.size() : 0;
    }

    private PhpValue find(String path) {
        PhpValue value = root;
        for (String key : path.split("/")) {
            value = value == null ? null : value.get(key);
        }
        return value;
    }
}
