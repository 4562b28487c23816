package com.nacento.connector.refresh;

import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.RefreshSettings.ResizedImages;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Trouble;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the routes ask that make the shop forget what it shows: which parts are on, what is sent to whom. One line in the log when
 * something stops answering, and one when it answers again, however many products wait for it; counts are in the metrics,
 * {@code nacento_refreshes_total}.
 */
public class ShopRefresh {

    private static final Logger LOG = LoggerFactory.getLogger("watch-refreshes");

    private static final String ROUND = "round";

    private final RefreshSettings settings;
    private final MeterRegistry metrics;
    private final BooleanSupplier rests;
    private final RefreshBrake brake;
    private final Map<String, Instant> awaySince = new ConcurrentHashMap<>();

    /** @param rests tells whether nothing more is to be begun: the service is about to end, or consumption is paused */
    public ShopRefresh(RefreshSettings settings, MeterRegistry metrics, BooleanSupplier rests) {
        this.settings = settings;
        this.metrics = metrics;
        this.rests = rests;
        this.brake = new RefreshBrake(settings.maxRefreshes(), Clock.systemUTC());
        for (RefreshPart part : RefreshPart.values()) {
            count(part, "done");
            count(part, "failed");
        }
    }

    /**
     * Whether there is to be a batch, or, after one, another.
     *
     * @param last {@code null}: there was none yet
     */
    public boolean goesOn(RefreshBatch last) {
        return !rests.getAsBoolean() && (last == null || last.isFollowed());
    }

    public boolean purgesVarnish() {
        return !settings.varnish().isEmpty();
    }

    public boolean cleansRedis() {
        return settings.redis().isPresent();
    }

    /** Whether cached pages are purged anywhere. */
    public boolean purgesPages() {
        return settings.purgesPages();
    }

    /** Whether Magento's default cache is known. */
    public boolean cleansDefaultCache() {
        return settings.defaultCache().isPresent();
    }

    public boolean looksAtResizedImages() {
        return settings.resizedImages() != ResizedImages.OFF;
    }

    /** Whether it is only said what would be deleted. */
    public boolean isDry() {
        return settings.resizedImages() == ResizedImages.DRY;
    }

    /** Whether Magento is asked to resize anything. */
    public boolean asksToResize(RefreshBatch batch) {
        return !toResize(batch).isEmpty();
    }

    /**
     * The images that Magento is asked to resize: new and replaced ones if that is on, else those whose copies it cannot make on demand.
     */
    public Set<String> toResize(RefreshBatch batch) {
        return settings.resizeAhead()
                ? batch.images()
                : settings.resizedImages() == ResizedImages.ON ? ImageResizes.notMadeOnDemand(batch.replaced()) : Set.of();
    }

    /** A new round's parameters. */
    public Map<String, Object> claim() {
        return Map.of("claim", UUID.randomUUID().toString(), "pause", settings.pause().toSeconds());
    }

    /** The refreshes of a round. */
    public RefreshBatch batch(List<Map<String, Object>> found) {
        return new RefreshBatch(found, brake);
    }

    /** What was due has been worked on, as far as its servers answered. */
    public boolean roundEnded() {
        Instant since = awaySince.remove(ROUND);
        if (since != null) {
            LOG.info("what is due in nacento_refresh is processed again after {} s", Duration.between(since, Instant.now()).toSeconds());
        }
        return true;
    }

    /** A round did not come to its end: a statement failed. A database that is away, or busy with somebody else, is told of elsewhere. */
    public boolean roundFailed(Throwable failure) {
        Trouble.Kind kind = Trouble.of(failure).kind();
        if (kind != Trouble.Kind.OUTAGE && kind != Trouble.Kind.CONFLICT && awaySince.putIfAbsent(ROUND, Instant.now()) == null) {
            LOG.warn("what is due in nacento_refresh cannot be processed, tried again every second (./nacento doctor may know why): {}",
                    reason(failure));
        }
        return false;
    }

    /** The same with the products on whose pages the changed ones are shown. */
    public RefreshBatch withParents(RefreshBatch batch, List<Map<String, Object>> parents) {
        return batch.withParents(parents);
    }

    /** The Varnish servers, as {@code host:port}. */
    public List<String> varnishHosts() {
        return settings.varnish();
    }

    /** What each of them is sent. */
    public List<String> varnishPatterns(RefreshBatch batch) {
        return VarnishPatterns.of(batch.tags());
    }

    /**
     * A part was done for all of a batch.
     *
     * @param where the server, or {@code ""} if there is only one
     */
    public void succeeded(RefreshPart part, String where, int number) {
        Instant since = awaySince.remove(part + where);
        if (since != null) {
            LOG.info("{}{}: works again after {} s", part.inWords(), at(where), Duration.between(since, Instant.now()).toSeconds());
        }
        count(part, "done").increment(number);
    }

    /** A part failed: it is tried again after the pause, along with what has come in by then. */
    public RefreshBatch failed(RefreshBatch batch, RefreshPart part, String where, Throwable failure) {
        batch.failed(part);
        count(part, "failed").increment();
        if (awaySince.putIfAbsent(part + where, Instant.now()) == null) {
            LOG.warn("{}{}: failed, tried again every {} s until it works: {}", part.inWords(), at(where), settings.pause().toSeconds(),
                    reason(failure));
        }
        return batch;
    }

    private static String at(String where) {
        return where.isEmpty() ? "" : " at " + where;
    }

    private static String reason(Throwable failure) {
        String message = Cause.of(failure);
        String advice = message.contains("statusCode: 405")
                ? " (Varnish does not take PURGE from this address: add it to the VCL's acl purge)"
                : "";
        return message.lines().findFirst().orElse("") + advice;
    }

    private Counter count(RefreshPart part, String outcome) {
        return Counter.builder("nacento.refreshes")
                .description("What was refreshed in the shop after changes: products' pages, images; failed: rounds")
                .tag("part", part.name().toLowerCase(Locale.ROOT)).tag("outcome", outcome).register(metrics);
    }
}
