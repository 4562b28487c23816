package com.nacento.connector.failure;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.transaction.TransactionSystemException;

/**
 * The one reading of a failure: whose fault it is, and in words what happened. The world's fault is never the SKU's: only what is
 * known to be the data's own ({@link ServerError}), or what fails while a probe succeeds, costs a SKU one of its tries.
 *
 * @param kind  what to do about it
 * @param words for callers, operators and the log
 */
public record Trouble(Kind kind, String words) {

    /** What a failure means for the work. */
    public enum Kind {
        /** The database cannot be worked with at the moment, whatever is asked of it: wait. */
        OUTAGE,
        /** Somebody else was in the way: the same may succeed at once. */
        CONFLICT,
        /** An own table is gone (setup:upgrade may drop what it takes for the module's): create it and try again. */
        TABLE_GONE,
        /** The database takes less at once: halve it. */
        TOO_LARGE,
        /** The data is at fault: trying the same again cannot help. */
        REFUSED,
        /** Nothing says so far whose fault it is. */
        UNKNOWN
    }

    private static final int NO_SUCH_TABLE = 1146;
    private static final Pattern OWN_TABLE = Pattern
            .compile("\\.\\w*nacento_(media_gallery_meta|gallery_request|refresh|gallery_bulk|awaited_image|source_position)'");
    private static final int LONGEST = 200;

    /** What a failure is, by what the database said; if it has said nothing, nobody knows. */
    public static Trouble of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof TransactionSystemException ending) {
                return ofEnding(ending);
            }
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return new Trouble(Kind.UNKNOWN, "a defect of the connector");
    }

    /**
     * The same with a probe for what nobody knows: if the database works meanwhile, it is what was asked of it that is at fault.
     *
     * @return of any kind but {@link Kind#UNKNOWN}
     */
    public static Trouble judged(Throwable failure, Probe probe) {
        Trouble trouble = of(failure);
        if (trouble.kind != Kind.UNKNOWN) {
            return trouble;
        }
        try {
            probe.write();
            return new Trouble(Kind.REFUSED, trouble.words);
        } catch (Exception e) {
            Trouble met = of(e);
            return met.kind == Kind.TABLE_GONE
                    ? met
                    : new Trouble(Kind.OUTAGE, met.kind == Kind.UNKNOWN ? ServerError.AWAY.words() : met.words);
        }
    }

    /** A transaction that cannot even be ended: nothing of it is the data's fault, unless it broke off since it was too large. */
    private static Trouble ofEnding(TransactionSystemException ending) {
        Throwable before = ending.getApplicationException();
        Trouble first = before == null ? null : of(before);
        if (first != null && (first.kind == Kind.TOO_LARGE || first.kind == Kind.OUTAGE)) {
            return first;
        }
        Trouble trouble = of(ending.getCause());
        return trouble.kind == Kind.CONFLICT || trouble.kind == Kind.OUTAGE ? trouble : line(ServerError.AWAY, 0);
    }

    private static Trouble of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        int number = failure.getErrorCode();
        if (isInsecure(failure)) {
            return line(ServerError.INSECURE, 0);
        }
        if (isPoolEmpty(failure)) {
            Optional<ServerError> reason = ServerError.of(number).filter(line -> line.kind() == Kind.OUTAGE);
            return line(reason.orElse(ServerError.AWAY), number);
        }
        if (state.startsWith("45")) {
            // by definition of whoever wrote the trigger, whatever number it chose
            return refused(failure);
        }
        if (String.valueOf(failure.getMessage()).contains("max_allowed_packet")) {
            // the driver, which knows the limit, has no number of its own for it
            return line(ServerError.PACKET, number);
        }
        if (number == NO_SUCH_TABLE && OWN_TABLE.matcher(String.valueOf(failure.getMessage())).find()) {
            return new Trouble(Kind.TABLE_GONE, "a table of the connector is gone and will be created again");
        }
        Optional<ServerError> known = ServerError.of(number);
        if (known.isPresent()) {
            return known.get().kind() == Kind.REFUSED ? refused(failure) : line(known.get(), number);
        }
        if (state.startsWith("40")) {
            return line(ServerError.WRITERS, number);
        }
        if (failure instanceof SQLNonTransientConnectionException || state.startsWith("08")) {
            return line(ServerError.AWAY, number);
        }
        if (state.startsWith("28")) {
            return line(ServerError.LOCKED_OUT, number);
        }
        if (state.startsWith("70")) {
            return line(ServerError.INTERRUPTED, number);
        }
        return state.startsWith("22") || state.startsWith("23") ? refused(failure) : new Trouble(Kind.UNKNOWN, refusal(failure));
    }

    /**
     * Whether it is the driver that does not send the password, since anybody on the way could read it. It has no number for that; the pool
     * passes it on as the reason why it is empty.
     */
    public static boolean isInsecure(Throwable failure) {
        return String.valueOf(Cause.root(failure).getMessage()).contains("RSA public key");
    }

    /**
     * The pool's time-out has no number of its own, but takes over that of its reason, whatever it is (-1 from a connection that broke
     * while it was tried); without a reason a number is the driver's name for a state that it does not know: a trigger's SIGNAL.
     */
    private static boolean isPoolEmpty(SQLException failure) {
        return failure instanceof SQLTransientConnectionException
                && (failure.getErrorCode() == 0 || failure.getCause() instanceof SQLException);
    }

    private static Trouble line(ServerError line, int number) {
        boolean isNamed = number <= 0 || line == ServerError.AWAY || line == ServerError.WRITERS;
        return new Trouble(line.kind(), line.words() + (isNamed ? "" : " (error " + number + ")"));
    }

    private static Trouble refused(SQLException failure) {
        return new Trouble(Kind.REFUSED, refusal(failure));
    }

    private static String refusal(SQLException failure) {
        return "the database refused the rows: " + Excerpt.of(Cause.of(failure), LONGEST);
    }
}
