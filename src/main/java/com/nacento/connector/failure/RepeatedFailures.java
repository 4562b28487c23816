package com.nacento.connector.failure;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * How much of a failure belongs in the log, so that one cause that meets a hundred thousand products does not fill a disk: the stack trace
 * of the first one of its kind, a line each of the first hundred, then a line at a thousand, ten thousand and so on. After an hour the kind
 * is new again. Who sent the products is told of each one elsewhere; all of a kind have the report id under which the log has the story.
 */
public final class RepeatedFailures {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int LINES = 100;
    private static final int MOST_KINDS = 200;

    private final Clock clock;
    private final Map<String, Kind> kinds = new HashMap<>();

    /**
     * What to write of one failure.
     *
     * @param isTold whether it has a line of its own
     * @param story  what the line's stack trace is made of; {@code null}: it has none
     * @param rest   what stands behind the line: how many of this kind there are by now, or that more are only counted
     */
    public record Telling(boolean isTold, Throwable story, String rest) {

        /** Its line, with the story: of a level, or as {@code DEBUG} if it is only counted. */
        public LoggingEventBuilder line(Logger log, Level level) {
            return log.atLevel(isTold ? level : Level.DEBUG).setCause(story);
        }
    }

    private static final class Kind {

        private final Instant end;
        private final String report = "nacento-" + UUID.randomUUID();
        private long times;

        Kind(Instant end) {
            this.end = end;
        }
    }

    public RepeatedFailures() {
        this(Clock.systemUTC());
    }

    RepeatedFailures(Clock clock) {
        this.clock = clock;
    }

    /** The report id of a failure's kind, {@code nacento-…}: the log has its story under that, once {@link #count} has told it. */
    public synchronized String report(Throwable failure) {
        return kind(failure).report;
    }

    /** Counts a failure. */
    public synchronized Telling count(Throwable failure) {
        Kind kind = kind(failure);
        long times = ++kind.times;
        if (times == LINES) {
            return new Telling(true, null, " (the hundredth of this kind, from now on they are counted)");
        }
        return new Telling(times < LINES || isRound(times), times == 1 ? failure : null,
                times < LINES ? "" : " (" + times + " of this kind within an hour)");
    }

    private Kind kind(Throwable failure) {
        Instant now = clock.instant();
        kinds.values().removeIf(kind -> !now.isBefore(kind.end));
        String name = kindOf(failure);
        // what is beyond all bounds shares one place
        return kinds.computeIfAbsent(kinds.size() < MOST_KINDS || kinds.containsKey(name) ? name : "", key -> new Kind(now.plus(WINDOW)));
    }

    private static boolean isRound(long times) {
        long rest = times;
        while (rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1;
    }

    /** What it is and where it comes from, not what it says: that may name a product. */
    private static String kindOf(Throwable failure) {
        Throwable root = Cause.root(failure);
        StackTraceElement[] stack = root.getStackTrace();
        return root.getClass().getName() + (root instanceof SQLException refusal ? refusal.getErrorCode() : "")
                + (stack.length == 0 ? "" : stack[0]);
    }
}
