package com.nacento.connector.cli;

import java.io.Console;

/** Whether a person sits in front of this. */
final class Terminal {

    private Terminal() {
    }

    /** From Java 22 on there is a console also where input and output are files; from then on it says so itself. */
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a console always says what it is", e);
        }
    }
}
