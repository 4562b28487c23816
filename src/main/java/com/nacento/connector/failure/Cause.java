package com.nacento.connector.failure;

import java.util.Optional;

/** What a failure is about, however often it was wrapped on its way. */
public final class Cause {

    private static final String WRITTEN_BY_THE_DRIVER = "^(\\(conn=-?\\d+\\)\\s*)+";

    private Cause() {
    }

    /** The deepest cause says most: "connection refused" rather than "unable to execute". */
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** The root cause in words: without the number of the connection that the database driver writes in front, never blank. */
    public static String of(Throwable failure) {
        Throwable root = root(failure);
        if (Trouble.isInsecure(root)) {
            return ServerError.INSECURE.words();
        }
        String words = root.getMessage() == null ? "" : root.getMessage().replaceFirst(WRITTEN_BY_THE_DRIVER, "");
        return words.isBlank() ? root.getClass().getSimpleName() : words;
    }

    /** The first cause of a kind. */
    public static <T extends Throwable> Optional<T> in(Throwable failure, Class<T> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }
}
