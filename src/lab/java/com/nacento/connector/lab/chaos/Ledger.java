package com.nacento.connector.lab.chaos;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What was asked for and answered, in numbers, and which items must fail in which way. */
final class Ledger {

    private static final long FORGOTTEN_AFTER_NANOS = 200_000_000L;

    private final ChaosShop shop;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Special> specials = new ConcurrentLinkedQueue<>();
    private final List<String> odd = new ArrayList<>();
    private final AtomicLong asked = new AtomicLong(-FORGOTTEN_AFTER_NANOS);
    private volatile long open;

    /** An accepted item that cannot end well: no product has its SKU, or the bucket refuses its object. */
    record Special(Submission submission, int key, String sku) {
    }

    Ledger(ChaosShop shop) {
        this.shop = shop;
    }

    /** What the ids of a wave's requests begin with. */
    static String prefix(int wave) {
        return "chaos-w" + wave + "-";
    }

    void asked(Submission submission) {
        count(submission.way().name().toLowerCase(Locale.ROOT) + " "
                + submission.told().name().toLowerCase(Locale.ROOT));
    }

    /** An item that the receipt itself rejects. */
    void refused(String sku, String reason) {
        if (reason.startsWith("invalid_item")) {
            count("rejected by the receipt");
        } else {
            odd("the receipt rejects " + sku + ": " + reason);
        }
    }

    void special(Submission submission, int key, String sku) {
        if (!sku.startsWith("CHAOS-")) {
            count("async accepted");
            specials.add(new Special(submission, key, sku));
        }
    }

    List<Special> specials() {
        return List.copyOf(specials);
    }

    void clearSpecials() {
        specials.clear();
    }

    /** The result of a direct call for a SKU; all that may be wrong is that something is away. */
    void result(String sku, String error) {
        if (!error.isEmpty()) {
            String code = error.replaceFirst(":.*", "");
            count("direct " + code);
            if (!code.endsWith("_unavailable")) {
                odd("direct call for " + sku + ": " + error);
            }
        }
    }

    /** An HTTP answer; status 0: none came. */
    void answered(int status, String body) {
        count("HTTP " + (status == 0 ? "no answer" : status));
        if (status != 0 && status != 200 && status != 429 && status != 503) {
            odd("HTTP " + status + ": " + body);
        }
    }

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        counts.computeIfAbsent(what, first -> new LongAdder()).add(times);
    }

    long count(String... what) {
        return List.of(what).stream().map(counts::get).filter(Objects::nonNull).mapToLong(LongAdder::sum).sum();
    }

    /** All that was counted. */
    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((what, count) -> now.put(what, count.sum()));
        return now;
    }

    /** Something that no answer should say. */
    synchronized void odd(String what) {
        odd.add(what);
    }

    synchronized List<String> odd() {
        return List.copyOf(odd);
    }

    /** Operations that are open, as far as that can be known just now; asked for no oftener than some times a second. */
    long open() {
        long now = System.nanoTime();
        long last = asked.get();
        if (now - last > FORGOTTEN_AFTER_NANOS && asked.compareAndSet(last, now)) {
            try {
                open = shop.open();
            } catch (SQLException databaseIsAway) {
                open = Long.MAX_VALUE;
            }
        }
        return open;
    }
}
