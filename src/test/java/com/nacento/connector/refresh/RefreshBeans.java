package com.nacento.connector.refresh;

import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.RefreshSettings.ResizedImages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.spi.Registry;

/** The bean of the routes that refresh the shop; a test says what is on. Camel looks a bean up once, so it stays the same object. */
final class RefreshBeans extends ShopRefresh {

    private List<String> varnish = List.of();
    private boolean dry;
    private boolean defaultCache;
    private final AtomicBoolean rests;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    RefreshBeans() {
        this(new AtomicBoolean());
    }

    private RefreshBeans(AtomicBoolean rests) {
        super(new RefreshSettings(List.of("varnish:80"), Optional.empty(), Optional.empty(), ResizedImages.ON, true, 10_000,
                Duration.ofSeconds(30)), new SimpleMeterRegistry(), rests::get);
        this.rests = rests;
    }

    void bind(Registry beans) {
        beans.bind("shopRefresh", this);
    }

    void rests(boolean now) {
        rests.set(now);
    }

    void saysOnly(boolean now) {
        dry = now;
    }

    void varnish(String... hosts) {
        varnish = List.of(hosts);
    }

    void defaultCache(boolean known) {
        defaultCache = known;
    }

    @Override
    public boolean cleansDefaultCache() {
        return defaultCache;
    }

    @Override
    public boolean isDry() {
        return dry;
    }

    @Override
    public List<String> varnishHosts() {
        return varnish;
    }

    @Override
    public RefreshBatch failed(RefreshBatch batch, RefreshPart part, String where, Throwable failure) {
        failures.add(failure);
        return super.failed(batch, part, where, failure);
    }

    /** What has failed since this was last asked. */
    List<Throwable> failures() {
        List<Throwable> failed = List.copyOf(failures);
        failures.clear();
        return failed;
    }

    @SafeVarargs
    final RefreshBatch batch(Map<String, Object>... rows) {
        return batch(List.of(rows));
    }
}
