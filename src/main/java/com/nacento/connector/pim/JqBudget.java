package com.nacento.connector.pim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What one evaluation may spend. jackson-jq cannot be interrupted, so everything that it evaluates asks here first
 * ({@link JqTree}, {@link JqFunctions}): the work is counted, and after each thousand units the time of the thread is looked at. It is
 * the processor's time, not the clock's: a machine that is busy with other things fails no body.
 */
final class JqBudget {

    /** Two seconds of a processor do a multiple of this only in loops that make nothing. */
    private static final long MOST_UNITS = 50_000_000;
    /** Of a value: its elements and fields at all depths, and one more for so many characters. */
    private static final long MOST_PARTS = 2_000_000;
    private static final int CHARACTERS = 8;
    private static final int LONGEST_TEXT = 4_000_000;
    /** An array that is written to beyond its end is filled up to there. */
    private static final double LARGEST_INDEX = 100_000;
    private static final long LOOK_EACH = 1_024;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final ThreadLocal<JqBudget> CURRENT = new ThreadLocal<>();

    private final long until;
    /** How large containers are. The same one may stand in a value a million times: counted anew each time, that would never end. */
    private final Map<JsonNode, Long> sizes = new IdentityHashMap<>();
    private long units;
    private long nextLook = LOOK_EACH;

    private JqBudget(Duration time) {
        until = now() + time.toNanos();
    }

    /** More than an evaluation may spend: its mapping is at fault, or its body. {@code try} in a mapping does not catch it. */
    static final class Exceeded extends RuntimeException {

        Exceeded(String limit) {
            super(limit, null, false, false);
        }
    }

    /** What is evaluated under a budget. */
    interface Work {
        void run() throws JsonProcessingException;
    }

    /** Evaluates on this thread, with this much of its time. */
    static void within(Duration time, Work work) throws JsonProcessingException {
        CURRENT.set(new JqBudget(time));
        try {
            work.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** That of the evaluation on this thread. */
    static JqBudget current() {
        return CURRENT.get();
    }

    /** Counts work. */
    void spend(long count) {
        units += count;
        if (units > MOST_UNITS) {
            throw new Exceeded("it takes too many steps");
        }
        if (units >= nextLook) {
            nextLook = units + LOOK_EACH;
            if (now() > until) {
                throw new Exceeded("it takes too long");
            }
        }
    }

    /** A value that comes out of a step. */
    void pass(JsonNode value) {
        spend(1);
        if (value.isContainerNode()) {
            size(value);
        }
    }

    /** A value that was made just now. */
    void made(JsonNode value) {
        spend(value.isTextual() ? value.textValue().length() / CHARACTERS : value.size());
        size(value);
    }

    /** How many parts a value has; what it is made of is known already, or counted now. */
    long size(JsonNode value) {
        if (!value.isContainerNode()) {
            return 1 + (value.isTextual() ? text(value.textValue().length()) / CHARACTERS : 0);
        }
        Long known = sizes.get(value);
        if (known != null) {
            return known;
        }
        long size = 1;
        for (JsonNode part : value) {
            size = bounded(size + size(part));
        }
        spend(value.size());
        sizes.put(value, size);
        return size;
    }

    /** Refuses a size that no value may have. */
    long bounded(long size) {
        if (size > MOST_PARTS) {
            throw new Exceeded("it makes something too large");
        }
        return size;
    }

    /** Refuses a length that no text may have. */
    long text(double length) {
        if (length > LONGEST_TEXT) {
            throw new Exceeded("it makes a text too long");
        }
        return (long) length;
    }

    /** Refuses an index that nobody writes to. */
    void index(JsonNode index) {
        if (index.isNumber() && index.asDouble() > LARGEST_INDEX) {
            throw new Exceeded("it writes to an index too large");
        }
    }

    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
