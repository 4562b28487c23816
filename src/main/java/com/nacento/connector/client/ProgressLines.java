package com.nacento.connector.client;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Plain lines, one every few seconds, for logs and pipes. */
public final class ProgressLines implements Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final long total;
    private final Instant begin = Instant.now();
    private Instant shown = begin;
    private long done;
    private long failed;

    public ProgressLines(PrintWriter out, long total) {
        this.out = out;
        this.total = total;
    }

    @Override
    public synchronized void add(int items, int failures) {
        done += items;
        failed += failures;
        Instant now = Instant.now();
        if (done < total && Duration.between(shown, now).compareTo(INTERVAL) >= 0) {
            shown = now;
            double rate = done / Math.max(0.001, Duration.between(begin, now).toMillis() / 1000.0);
            out.printf(Locale.ROOT, "%,d of %,d SKUs (%d %%), %,d failed, %,.0f/s, %s left%n", done, total, 100 * done / total, failed,
                    rate,
                    left(rate > 0 ? (long) ((total - done) / rate) : 0));
            out.flush();
        }
    }

    private static String left(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    @Override
    public synchronized void note(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        // what there is to say at the end is in the report
    }
}
