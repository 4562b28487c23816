package com.nacento.connector.envphp;

/** A PHP file is no plain array, or one that this reader does not know; the message says where and what to do. */
public final class PhpSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PhpSyntaxException(int line, int column, String message) {
        super("line " + line + ", column " + column + ": " + message);
    }
}
