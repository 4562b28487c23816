package com.nacento.connector.arrival;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * When an awaited image is looked for next: after a minute first, then ever rarer, up to an hour. Times are those at which the clock shows
 * whole numbers of the interval, each of which is a multiple of the one before. So all images that have reached an interval are due at the
 * same moment, and are looked for together, in the order of their keys: that is what a listing of the bucket is cheap for.
 */
final class LookTimes {

    private static final List<Duration> INTERVALS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4),
            Duration.ofMinutes(12), Duration.ofMinutes(60));
    /** No more of them make a difference. */
    static final int MOST_LOOKS = INTERVALS.size() - 1;

    private LookTimes() {
    }

    /**
     * The next time.
     *
     * @param looks how often it was looked for in vain
     * @param now   UTC
     * @param until when its time is up, UTC: it is looked for once more then
     */
    static LocalDateTime next(int looks, LocalDateTime now, LocalDateTime until) {
        long step = INTERVALS.get(Math.min(looks, MOST_LOOKS)).toSeconds();
        LocalDateTime next = LocalDateTime.ofEpochSecond((now.toEpochSecond(ZoneOffset.UTC) / step + 1) * step, 0, ZoneOffset.UTC);
        return until.isAfter(now) && until.isBefore(next) ? until : next;
    }
}
