package com.nacento.connector.source;

import com.nacento.connector.failure.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources whose PIM could not be asked when it was tried last. Their events let those of others pass; now and then one of them tries
 * again, for all.
 */
public final class AwayPims {

    private static final Logger LOG = LoggerFactory.getLogger("submit-source-events");
    private static final Backoff PAUSE = new Backoff(500, 10_000);
    /** Longer than a PIM is asked: whoever tries has told by then. */
    private static final Duration TRY = Duration.ofMinutes(2);

    private final Clock clock;
    private final Map<String, Away> away = new HashMap<>();

    private record Away(int setbacks, Instant next) {
    }

    public AwayPims(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is no use to ask now. If it is time to try again, the caller is the one that does. */
    synchronized boolean isAway(String source) {
        Away known = away.get(source);
        if (known == null) {
            return false;
        }
        if (clock.instant().isBefore(known.next())) {
            return true;
        }
        away.put(source, new Away(known.setbacks(), clock.instant().plus(TRY)));
        return false;
    }

    /** It was tried in vain. */
    synchronized void failed(String source, String why) {
        int setbacks = away.containsKey(source) ? away.get(source).setbacks() + 1 : 1;
        if (setbacks == 1) {
            LOG.warn("Events of {} wait: {}", source, why);
        }
        away.put(source, new Away(setbacks, clock.instant().plusMillis(PAUSE.after(setbacks))));
    }

    /** It has answered. */
    synchronized void answered(String source) {
        if (away.remove(source) != null) {
            LOG.info("Events of {} go on", source);
        }
    }
}
