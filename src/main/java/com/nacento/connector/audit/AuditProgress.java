package com.nacento.connector.audit;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Is told at each step how far an audit has come, by any of its threads; what it throws ends the audit. */
@FunctionalInterface
public interface AuditProgress {

    /** @param words with a place for the count: {@code %,d objects listed} */
    void at(String words, long count);

    /** Hands on one step every five seconds, in words. */
    static AuditProgress everyFewSeconds(Consumer<String> told) {
        AtomicLong last = new AtomicLong(System.nanoTime());
        return (words, count) -> {
            long before = last.get();
            if (System.nanoTime() - before > 5_000_000_000L && last.compareAndSet(before, System.nanoTime())) {
                told.accept(String.format(Locale.ROOT, words, count));
            }
        };
    }
}
