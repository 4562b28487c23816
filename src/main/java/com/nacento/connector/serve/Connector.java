package com.nacento.connector.serve;

import com.nacento.connector.audit.Audits;
import com.nacento.connector.bulk.BulksUnderWay;
import com.nacento.connector.config.HttpSettings;
import com.nacento.connector.config.Settings;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.http.ListenAddress;
import com.nacento.connector.pim.MappingFiles;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.storage.RequestPace;
import com.nacento.connector.storage.S3Clients;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The application: a Camel Main with the routes, and the objects that the routes name. What happens is in the routes; the
 * classes beside this one give them what they need, built from the settings.
 */
public final class Connector {

    private static final Logger LOG = LoggerFactory.getLogger("serve");

    private final Settings settings;
    private final Optional<Tracing> tracing;
    private final Mappings mappings;
    private final Main main = new Main();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    /** Made beside everything else: loading its native library and its classes takes a tenth of a start. */
    private final CompletableFuture<S3Client> s3Client;
    private final RequestPace pace;

    public Connector(Settings settings) {
        this.settings = settings;
        this.pace = RequestPace.of(settings.storage());
        this.mappings = new Mappings(
                settings.sources().stream().collect(Collectors.toMap(SourceSettings::name, SourceSettings::mapping)),
                settings.work().extensions(), new MappingFiles(Path.of(""), settings.folder()));
        this.tracing = settings.tracing().endpoint().map(endpoint -> new Tracing(settings.tracing()));
        CompletableFuture
                .runAsync(() -> List.of(new JvmMemoryMetrics(), garbage, new ProcessorMetrics()).forEach(binder -> binder.bindTo(metrics)));
        this.s3Client = CompletableFuture.supplyAsync(() -> S3Clients.create(settings.storage(), metrics, pace));
        main.setPropertyPlaceholderLocations("classpath:camel.properties");
        main.setOverrideProperties(settings.asProperties());
        // Camel sets itself up from these only, not from overrides
        main.addInitialProperty("camel.opentelemetry2.enabled", Boolean.toString(tracing.isPresent()));
        new CamelSettings(settings).properties().forEach((name, value) -> main.addInitialProperty((String) name, (String) value));
        main.addMainListener(new Wiring());
    }

    /** The Camel application, for tests that look inside. */
    public Main main() {
        return main;
    }

    /** Starts and returns when the routes run; whatever is away is waited for in the background. */
    public void start() {
        main.start();
    }

    /** Starts and returns when the process is told to stop and requests in flight have ended. */
    public int run() throws Exception {
        main.run();
        return main.getExitCode();
    }

    public void stop() {
        main.stop();
    }

    private final class Wiring extends MainListenerSupport {

        private final Stop stop = new Stop();
        private DatabaseBeans database;
        private EntranceBeans entrance;

        @Override
        public void beforeConfigure(BaseMainSupport support) {
            CamelContext camel = support.getCamelContext();
            Audits.removeLeftovers();
            new ListenAddress("nacento.management", settings.management().host(), settings.management().port()).mustBeFree();
            // Camel's own are kept there too
            camel.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
            camel.getRegistry().bind("stop", stop);
            tracing.ifPresent(on -> on.bind(camel));
            bind(new Beans(camel));
        }

        private void bind(Beans beans) {
            ImagePathRules paths = WorkBeans.paths(settings);
            database = new DatabaseBeans(beans, settings.database(), metrics);
            BrokerBeans broker = new BrokerBeans(beans, settings, metrics);
            entrance = new EntranceBeans(beans, settings, metrics);
            BooleanSupplier rests = () -> stop.hasBegun() || broker.consumption.isPaused();
            StorageBeans storage = new StorageBeans(beans, settings.storage(), paths, s3Client.join(), pace, metrics);
            WorkBeans work = new WorkBeans(beans.camel().getRegistry(), settings, database.shop, storage.listing, database.writes,
                    stop::hasBegun, rests, metrics);
            SourceBeans sources = new SourceBeans(beans, settings, mappings, work, database, stop, rests, metrics);
            new RefreshBeans(beans, settings, paths, storage.client, broker.topology, rests, metrics);
            PageBeans page = new PageBeans(beans, settings, entrance.pages, work.bulks, database.shop, broker, storage.client, metrics);
            beans.camel().addLifecycleStrategy(new Ending(stop, database, sources, page, garbage));
        }

        @Override
        public void afterConfigure(BaseMainSupport support) {
            CamelContext camel = support.getCamelContext();
            camel.getRegistry().bind("bulksUnderWay",
                    new BulksUnderWay(Integer.parseInt(camel.resolvePropertyPlaceholders("{{bulk.abandoned-after}}"))));
            entrance.install(camel, database.shop);
        }

        @Override
        public void afterStart(BaseMainSupport support) {
            HttpSettings http = settings.http();
            if (settings.bucketEvents().enabled() && settings.bucketEvents().hook().isEmpty() && http.enabled()) {
                LOG.info(
                        "Events of the bucket are not taken over HTTP, since nacento.bucket-events.secret is empty; the queue {} is taken from",
                        Queues.of(settings.rabbit()).bucket());
            }
            LOG.info("Ready: {}, {}, health on http://{}:{}/observe/health",
                    http.enabled()
                            ? "API on " + (http.tls().isPresent() ? "https" : "http") + "://" + http.host() + ":" + http.port() + "/rest/V1"
                            : "no API",
                    settings.rabbit().consumers() > 0 ? "taking from the queue " + settings.rabbit().topic() : "not taking from the queue",
                    settings.management().host(), settings.management().port());
        }
    }
}
