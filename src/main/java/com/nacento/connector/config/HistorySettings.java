package com.nacento.connector.config;

import java.time.Duration;

/**
 * What is kept of requests for people who ask why a product looks as it does.
 *
 * @param notes whether it is noted what requests have changed, and which direct calls have failed
 * @param keep  how long requests that have ended are kept
 */
public record HistorySettings(boolean notes, Duration keep) {

    private static final String KEEP = "nacento.history.keep";
    /** So long requests are kept in any case: an older one may come late. */
    private static final Duration LEAST = Duration.ofDays(7);
    private static final Duration MOST = Duration.ofDays(365);

    static HistorySettings from(SettingValues read) {
        Duration keep = read.time(KEEP, Duration.ZERO, MOST);
        if (!keep.isZero() && keep.compareTo(LEAST) < 0) {
            throw read.wrong(KEEP, "give 0s, or at least 168h: requests stay for a week in any case, since an older one may come late.");
        }
        return new HistorySettings(!keep.isZero(), keep.isZero() ? LEAST : keep);
    }
}
