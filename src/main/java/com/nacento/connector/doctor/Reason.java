package com.nacento.connector.doctor;

import com.nacento.connector.failure.Cause;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Failures of any library in words. */
final class Reason {

    private static final int LONGEST = 300;

    private Reason() {
    }

    /** The deepest cause says most: "connection refused" rather than "unable to execute". */
    static String of(Throwable failure) {
        Throwable root = Cause.root(failure);
        String message = Cause.of(failure);
        String named = root instanceof UnknownHostException ? "unknown host " + message : message;
        String line = named.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** What anybody can do about a failure on the way to a server. */
    static String adviceFor(Throwable failure) {
        if (in(failure, UnknownHostException.class).isPresent()) {
            return "check the host name in the settings, and that this machine can resolve it";
        }
        if (in(failure, ConnectException.class).isPresent()) {
            return "check host and port in the settings, that the server runs, and that no firewall is in between";
        }
        if (in(failure, SSLException.class).isPresent()) {
            return "check whether TLS is meant to be spoken on this port, and that this Java trusts the server's certificate";
        }
        if (in(failure, SocketTimeoutException.class).isPresent() || in(failure, TimeoutException.class).isPresent()) {
            return "look whether the server is overloaded, or a firewall swallows what is sent to it";
        }
        return "see docs/troubleshooting.md; the log of the server may say more";
    }

    /** The error number that the database gave, of the deepest cause that has one; 0 if it was none of the database's. */
    static int sqlCode(Throwable failure) {
        int code = 0;
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            code = cause instanceof SQLException sql && sql.getErrorCode() != 0 ? sql.getErrorCode() : code;
        }
        return code;
    }

    /** The first cause of a kind. */
    static <T extends Throwable> Optional<T> in(Throwable failure, Class<T> kind) {
        return Cause.in(failure, kind);
    }
}
