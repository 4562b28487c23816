package com.nacento.connector.serve;

import com.nacento.connector.audit.Audit;
import com.nacento.connector.audit.AuditTerms;
import com.nacento.connector.audit.Audits;
import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.config.Settings;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.database.Shop;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.health.Glance;
import com.nacento.connector.health.Watched;
import com.nacento.connector.http.EventStreams;
import com.nacento.connector.page.AuditView;
import com.nacento.connector.page.BulkSkus;
import com.nacento.connector.page.ConsumptionView;
import com.nacento.connector.page.DeadLetterView;
import com.nacento.connector.page.DirectBulks;
import com.nacento.connector.page.ImagePreviews;
import com.nacento.connector.page.LiveView;
import com.nacento.connector.page.ProductHistory;
import com.nacento.connector.page.ProductView;
import com.nacento.connector.page.RecentBulks;
import com.nacento.connector.page.Retries;
import com.nacento.connector.page.SettingsView;
import com.nacento.connector.page.SourceView;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** What the page shows and what can be done on it. */
final class PageBeans {

    /** How often the page's view of the parts and of the queues is renewed while somebody watches. */
    private static final Duration PART_PERIOD = Duration.ofSeconds(10);
    private static final Duration QUEUE_PERIOD = Duration.ofSeconds(1);
    /** Requests to the bucket that an audit beside the work has under way at the most. */
    private static final int AUDIT_REQUESTS = 8;

    private final Audits audits;

    PageBeans(Beans beans, Settings settings, EventStreams pages, Bulks bulks, Shop shop, BrokerBeans broker, S3Client client,
            MeterRegistry metrics) {
        Clock clock = Clock.systemUTC();
        ImagePathRules paths = WorkBeans.paths(settings);
        String topic = settings.rabbit().topic();
        String bucket = settings.storage().bucket();
        ExecutorService threads = beans.camel().getExecutorServiceManager().newCachedThreadPool(this, "look");
        DirectBulks calls = new DirectBulks(settings.http().enabled() && settings.ui().enabled());
        SourceView sources = new SourceView(settings.sources().stream().map(SourceSettings::name).toList(),
                settings.sources().stream().filter(source -> source.hook().isPresent()).map(SourceSettings::name)
                        .collect(Collectors.toSet()),
                metrics, clock);
        RecentBulks recent = new RecentBulks(topic);
        audits = new Audits((copies, each, progress) -> new Audit(settings.database(), settings.storage().atMost(AUDIT_REQUESTS),
                AuditTerms.beside(copies), progress).run(each), settings::masked, clock);
        beans.bind("directBulks", calls);
        beans.bind("sourceView", sources);
        beans.bind("liveView", new LiveView(pages, parts(beans, threads), sources,
                new Glance<>(broker.topology::depths, QUEUE_PERIOD, threads), broker.consumption, calls, metrics, clock));
        beans.bind("productView", new ProductView(shop, paths, bucket, settings.ui().adminUrl()));
        beans.bind("productHistory", new ProductHistory());
        beans.bind("recentBulks", recent);
        beans.bind("retries", new Retries(topic, bulks, broker.letters, recent));
        beans.bind("consumptionView", new ConsumptionView(broker.consumption));
        beans.bind("deadLetterView", new DeadLetterView(broker.letters));
        beans.bind("auditView", new AuditView(audits));
        beans.bind("bulkSkus", new BulkSkus(topic, paths));
        beans.bind("imagePreviews", new ImagePreviews(client, bucket, paths));
        beans.bind("settingsView", new SettingsView(settings, paths));
    }

    private static Map<String, LiveView.Part> parts(Beans beans, ExecutorService threads) {
        Map<String, LiveView.Part> parts = new TreeMap<>();
        for (String part : List.of("database", "storage", "broker")) {
            Watched watched = beans.get(part + "Health", Watched.class);
            parts.put(part, new LiveView.Part(watched, new Glance<>(watched::look, PART_PERIOD, threads)));
        }
        return parts;
    }

    /** Ends an audit that is under way. */
    void close() {
        audits.close();
    }
}
