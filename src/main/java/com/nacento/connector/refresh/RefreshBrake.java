package com.nacento.connector.refresh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops refreshing for replaced pictures when there are so many that it is more likely that the bucket tells all ETags anew: after
 * another encryption, or a copy with parts of another size, nothing else tells such pictures from replaced ones. Counted in hours;
 * an hour with fewer lets go. Each connector counts what it processes itself.
 */
final class RefreshBrake {

    private static final Logger LOG = LoggerFactory.getLogger("watch-refreshes");
    private static final Duration HOUR = Duration.ofHours(1);

    private final int most;
    private final Clock clock;
    private Instant begin = Instant.MIN;
    private int seen;
    private boolean on;
    private long leftAlone;
    private long lastRow;

    /** @param most products of an hour */
    RefreshBrake(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Whether a product whose pictures were replaced is refreshed.
     *
     * @param row the highest id of its rows; what has been counted is not counted again when it is tried again
     */
    synchronized boolean lets(long productId, long row) {
        turnTheHour();
        if (row <= lastRow) {
            return true;
        }
        lastRow = row;
        seen++;
        if (seen > most && !on) {
            on = true;
            LOG.warn(
                    "pictures of more than {} products were replaced within an hour (nacento.cache.max-refreshes): from product {} on, "
                            + "their pages and resized copies"
                            + " are left alone. A bucket that was encrypted or copied anew looks like that. If the pictures are others, "
                            + "raise the setting, delete"
                            + " media/catalog/product/cache/ in the bucket, and run bin/magento cache:flush",
                    most, productId);
        }
        leftAlone += on ? 1 : 0;
        return !on;
    }

    private void turnTheHour() {
        Instant now = clock.instant();
        if (begin.equals(Instant.MIN) || now.isAfter(begin.plus(HOUR))) {
            if (on && seen <= most) {
                on = false;
                LOG.info("replaced pictures are refreshed again; {} products were left alone (nacento.cache.max-refreshes)", leftAlone);
                leftAlone = 0;
            }
            begin = now;
            seen = 0;
        }
    }
}
