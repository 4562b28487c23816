package com.nacento.connector.serve;

import com.nacento.connector.akeneo.AkeneoSources;
import com.nacento.connector.akeneo.AkeneoUpdates;
import com.nacento.connector.arrival.AwaitedLooks;
import com.nacento.connector.audit.Audit;
import com.nacento.connector.audit.AuditTerms;
import com.nacento.connector.audit.Audits;
import com.nacento.connector.bucketevent.BucketEvents;
import com.nacento.connector.bucketevent.SnsSubscription;
import com.nacento.connector.bulk.BulkStatuses;
import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.bulk.BulksUnderWay;
import com.nacento.connector.config.HttpSettings;
import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.Settings;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.database.Integrations;
import com.nacento.connector.database.Shop;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.database.Writes;
import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.gallery.FinishedRequests;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.StoredETags;
import com.nacento.connector.health.Backlog;
import com.nacento.connector.health.Glance;
import com.nacento.connector.health.Probes;
import com.nacento.connector.health.Watched;
import com.nacento.connector.http.DirectCalls;
import com.nacento.connector.http.ErrorMapping;
import com.nacento.connector.http.EventStreams;
import com.nacento.connector.http.Hook;
import com.nacento.connector.http.Hooks;
import com.nacento.connector.http.HttpEntrance;
import com.nacento.connector.http.ListenAddress;
import com.nacento.connector.http.RequestPlaces;
import com.nacento.connector.http.RequestSpool;
import com.nacento.connector.http.ServerCertificate;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.log.CarriedContext;
import com.nacento.connector.log.LogContext;
import com.nacento.connector.message.GalleryMessageReader;
import com.nacento.connector.message.GalleryMessageWriter;
import com.nacento.connector.message.Messages;
import com.nacento.connector.message.OperationFormat;
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
import com.nacento.connector.pim.MappingFiles;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.Consumption;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.GatheredMessages;
import com.nacento.connector.queue.GatheringConsumers;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.refresh.ImageResizes;
import com.nacento.connector.refresh.MagentoMemory;
import com.nacento.connector.refresh.RedisPages;
import com.nacento.connector.refresh.ShopRefresh;
import com.nacento.connector.source.EventSpool;
import com.nacento.connector.source.SourceCount;
import com.nacento.connector.source.SourceEvents;
import com.nacento.connector.source.SpoolHealth;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ImageObjects;
import com.nacento.connector.storage.RequestPace;
import com.nacento.connector.storage.ResizedImages;
import com.nacento.connector.storage.S3Clients;
import com.nacento.connector.storage.SqsClients;
import com.nacento.connector.sync.ChunkSaving;
import com.nacento.connector.sync.ChunkSize;
import com.nacento.connector.sync.Comparison;
import com.nacento.connector.sync.RemovalTally;
import com.nacento.connector.sync.ResultCount;
import com.nacento.connector.sync.ResultsAggregation;
import com.nacento.connector.sync.SavesAtOnce;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncCalls;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The application: a Camel Main with the routes, and the objects that the routes name. What happens is in the routes; here
 * they get what they need, built from the settings.
 */
public final class Connector {

    /** Of a chunk, on average; more make the chunk smaller. */
    private static final int IMAGES_PER_SKU = 20;
    /** A statement's parameters must fit max_allowed_packet, 16 MiB by default, with room for what grows on the way. */
    private static final long BYTES_PER_CHUNK = 4L << 20;
    /** Slices of bulks that are written down and published at once: while one waits for the database, another one does for the broker. */
    private static final int SLICE_THREADS = 4;
    private static final int ARRIVAL_THREADS = 4;
    private static final int LETTER_THREADS = 25;
    private static final int SPARE_CONNECTIONS = 2;
    /** Requests to the bucket that an audit beside the work has under way at the most. */
    private static final int AUDIT_REQUESTS = 8;
    /** How often the page's view of the parts and of the queues is renewed while somebody watches. */
    private static final Duration PART_PERIOD = Duration.ofSeconds(10);
    private static final Duration QUEUE_PERIOD = Duration.ofSeconds(1);
    /** With the time that the look at it takes, callers who wait for a connection are still told that there is none. */
    private static final Duration PATIENCE_WITHOUT_DATABASE = Duration.ofSeconds(3);

    /** As the routes say it that take from queues or start work by themselves. */
    private static final String GROUP_THAT_PAUSES = "pauses";

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

        private final ChunkSize chunkSize = new ChunkSize(settings.work().chunkSize());
        private final RequestPlaces places = new RequestPlaces(settings.http().maxConcurrentRequests()).show(metrics);
        /** Of their own: whoever calls a hook waits half a second, and most of them never call again. */
        private final RequestPlaces placesOfHooks = new RequestPlaces(settings.http().maxConcurrentHooks());
        private final EventStreams pages = new EventStreams();
        private final Audits audits = new Audits((copies, each, progress) -> new Audit(settings.database(),
                settings.storage().atMost(AUDIT_REQUESTS), AuditTerms.beside(copies), progress).run(each), settings::masked,
                Clock.systemUTC());
        private final Stop stop = new Stop();
        private Consumption consumption;
        private HikariDataSource pool;
        private Writes writes;

        @Override
        public void beforeConfigure(BaseMainSupport support) {
            CamelContext camel = support.getCamelContext();
            Audits.removeLeftovers();
            new ListenAddress("nacento.management", settings.management().host(), settings.management().port()).mustBeFree();
            // Camel's own are kept there too
            camel.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
            tracing.ifPresent(on -> on.bind(camel));
            bindDatabase(camel);
            camel.addLifecycleStrategy(ending());
            bindBroker(camel);
            bindRequests(camel);
            bindHooks(camel);
            bindStorage(camel);
            bindRefresh(camel);
            bindPage(camel);
            camel.getRegistry().bind("listOfBodies", new GroupedBodyAggregationStrategy());
            camel.getRegistry().bind("galleryResults", new ResultsAggregation(new ResultCount(metrics)));
            settings.http().tls().ifPresent(tls -> new ServerCertificate(tls).install(camel));
        }

        @Override
        public void afterConfigure(BaseMainSupport support) {
            CamelContext camel = support.getCamelContext();
            Shop shop = camel.getRegistry().lookupByNameAndType("shop", Shop.class);
            camel.getRegistry().bind("storedETags", new StoredETags());
            camel.getRegistry().bind("finishedRequests", new FinishedRequests(settings.history().keep()));
            ImageListing listing = camel.getRegistry().lookupByNameAndType("imageListing", ImageListing.class);
            Refreshes wanted = new Refreshes(settings.refresh().purgesPages(), settings.refresh().looksAtReplacedImages(),
                    settings.refresh().looksAtNewImages());
            camel.getRegistry().bind("syncCalls",
                    new SyncCalls(shop, listing, wanted, writes, new RemovalTally(settings.gallery().maxRemovals())));
            camel.getRegistry().bind("comparison", new Comparison(shop, listing, settings.work().awaitMissing()));
            camel.getRegistry().bind("chunkSaving", new ChunkSaving(shop, wanted, chunkSize, new SavesAtOnce(chunkThreads()), writes,
                    settings.work().awaitMissing(), settings.history().notes()));
            GalleryMessageReader reader = new GalleryMessageReader(paths(), settings.work().maxImagesPerSku(), defaults());
            OperationFormat format = new OperationFormat(Queues.of(settings.rabbit()), settings.work().skusPerMessage(),
                    new GalleryMessageWriter(paths(), defaults().replaces()), shop);
            Bulks bulks = new Bulks(new BodyReader(paths(), settings.work().maxImagesPerSku(), defaults()), reader, format, stop::hasBegun);
            camel.getRegistry().bind("stop", stop);
            Messages messages = new Messages(reader, format, settings.work(), limits(), this::rests, writes);
            camel.getRegistry().bind("messages", messages);
            camel.getRegistry().bind("awaitedLooks", new AwaitedLooks(messages, settings.work().awaitMissing(), this::rests));
            camel.getRegistry().bind("bucketEvents", new BucketEvents(shop, paths(), settings.storage().bucket(),
                    Queues.of(settings.rabbit()).bucket(), wanted, chunkSize, settings.work(), writes, this::rests, metrics));
            camel.getRegistry().bind("bulks", bulks);
            camel.getRegistry().bind("sourceEvents", new SourceEvents(mappings, bulks,
                    new SourceCount(settings.sources().stream().map(SourceSettings::name).toList(), metrics, Clock.systemUTC()),
                    settings.work().maxAttempts(), this::rests, writes, Clock.systemUTC()));
            AkeneoSources akeneo = new AkeneoSources(settings.sources(), stop::pause, Clock.systemUTC());
            camel.getRegistry().bind("akeneoSources", akeneo);
            camel.getRegistry().bind("akeneoUpdates", new AkeneoUpdates(akeneo, settings.sources(), Clock.systemUTC()));
            camel.getRegistry().bind("retries", new Retries(settings.rabbit().topic(), bulks, letters(camel),
                    camel.getRegistry().lookupByNameAndType("recentBulks", RecentBulks.class)));
            Integrations integrations = new Integrations();
            camel.getRegistry().bind("integrations", integrations);
            camel.getRegistry().bind("bulksUnderWay",
                    new BulksUnderWay(Integer.parseInt(camel.resolvePropertyPlaceholders("{{bulk.abandoned-after}}"))));
            if (settings.http().enabled()) {
                HttpEntrance entrance = new HttpEntrance(settings.http(), settings.auth(), integrations, places,
                        code -> !shop.isKnown() || shop.schema().stores().containsKey(code));
                entrance.withHooks(camel.getRegistry().lookupByNameAndType("hooks", Hooks.class), placesOfHooks);
                (settings.ui().enabled() ? entrance.withPage(pages) : entrance).install(camel);
            }
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

        /** What is done before the routes are stopped, which then wait for what is in hand, and when all has ended. */
        private LifecycleStrategySupport ending() {
            return new LifecycleStrategySupport() {

                private boolean databaseAnswers;

                @Override
                public void onContextStopping(CamelContext camel) {
                    LOG.info("Stopping: requests and messages in hand are ended or handed back");
                    stop.begin();
                    audits.close();
                    databaseAnswers = DataSources.answers(settings.database());
                    if (!databaseAnswers) {
                        // what waits for it would do so for as long as the longest statement may take, and could not end well anyway
                        LOG.warn("Stopping: the database does not answer, so nothing waits for it");
                        camel.getShutdownStrategy().setTimeout(PATIENCE_WITHOUT_DATABASE.toSeconds());
                    }
                }

                @Override
                public void onContextStopped(CamelContext camel) {
                    camel.getRegistry().lookupByNameAndType("eventSpool", EventSpool.class).close();
                    garbage.close();
                    if (databaseAnswers) {
                        // else closing would wait for it
                        pool.close();
                    }
                    LOG.info("Stopped");
                }
            };
        }

        private void bindDatabase(CamelContext camel) {
            pool = DataSources.pool(settings.database());
            pool.setMetricRegistry(metrics);
            camel.getRegistry().bind("dataSource", pool);
            writes = new Writes(pool, settings.database().tablePrefix());
            camel.getRegistry().bind("txDataSource", DataSources.forRoutes(pool, metrics, writes));
            camel.getRegistry().bind("txManager", new JdbcTransactionManager(pool));
            SqlFiles sql = new SqlFiles(camel, settings.database().tablePrefix());
            camel.getRegistry().bind("sqlFiles", sql);
            Shop shop = new Shop(sql);
            camel.getRegistry().bind("shop", shop);
            camel.getRegistry().bind("databaseHealth", Probes.database(pool, shop, writes).show(metrics));
            camel.getRegistry().bind("backlog", new Backlog(metrics));
            bindThreads(camel, "chunk", chunkThreads());
        }

        private void bindStorage(CamelContext camel) {
            S3Client client = s3Client.join();
            camel.getRegistry().bind("s3Client", S3Client.class, client);
            ImageObjects objects = new ImageObjects(client, settings.storage(), paths().objectKey(""));
            camel.getRegistry().bind("imageObjects", objects);
            settings.bucketEvents().sqsQueue().ifPresent(
                    queue -> camel.getRegistry().bind("sqsClient", SqsClient.class, SqsClients.create(settings.storage(), queue)));
            camel.getRegistry().bind("snsSubscription", new SnsSubscription());
            camel.getRegistry().bind("snsClientOptions", new WebClientOptions().setFollowRedirects(false));
            camel.getRegistry().bind("storageHealth", Probes.storage(objects).show(metrics));
            pace.follow(bindThreads(camel, "s3", settings.storage().concurrency()));
            // few: who looks for what is not there yet must not hold up the work
            bindThreads(camel, "arrival", ARRIVAL_THREADS);
            camel.getRegistry().bind("imageListing",
                    new ImageListing(client, settings.storage().bucket(), paths().objectKey(""), settings.storage().lookUp()));
        }

        private void bindBroker(CamelContext camel) {
            CachingConnectionFactory connections = Connections.create(settings.rabbit());
            QueueTopology topology = new QueueTopology(connections, Queues.of(settings.rabbit()));
            camel.getRegistry().bind("rabbitConnections", connections);
            // each waits for its confirm, which the broker gives to many at once
            bindThreads(camel, "letter", LETTER_THREADS);
            // small messages, and many at once: with a share of the heap that fits them
            camel.getRegistry().bind("bucketConnections", Connections.create(settings.rabbit(), CamelSettings.GATHERED_BUCKET_EVENTS));
            topology.show(metrics);
            camel.getRegistry().bind("queueTopology", topology);
            consumption = new Consumption(() -> underWay(camel), Clock.systemUTC()).show(metrics);
            camel.getRegistry().bind("consumption", consumption);
            ConfirmedPublisher publisher = new ConfirmedPublisher(connections, topology);
            camel.getRegistry().bind("confirmedPublisher", publisher);
            ConfirmedPublisher events = ConfirmedPublisher.overOneChannel(Connections.create(settings.rabbit()), topology);
            camel.getRegistry().bind("eventPublisher", events);
            camel.getRegistry().bind("brokerHealth", Probes.broker(connections, List.of(publisher, events)).show(metrics));
            camel.getRegistry().bind("requeueOnFailure", Connections.requeueOnFailure());
            camel.getRegistry().bind("gatheringConsumers", new GatheringConsumers(metrics, consumption));
            camel.getRegistry().bind("gatheredMessages", new GatheredMessages());
            bindThreads(camel, "slice", SLICE_THREADS);
            // one load a source: those of one whose PIM hangs hold up no other's
            bindThreads(camel, "load", Math.max(1, settings.sources().size()));
            bindThreads(camel, "update", Math.max(1, settings.sources().size()));
        }

        /** Whether work that nobody waits for is to be broken off where it can be taken up again. */
        private boolean rests() {
            return stop.hasBegun() || consumption.isPaused();
        }

        /** The pieces of work of the routes that rest while consumption is paused. */
        private static int underWay(CamelContext camel) {
            return camel.getRoutesByGroup(GROUP_THAT_PAUSES).stream().mapToInt(route -> camel.getInflightRepository().size(route.getId()))
                    .sum();
        }

        private void bindHooks(CamelContext camel) {
            Queues queues = Queues.of(settings.rabbit());
            List<Hook> hooks = new ArrayList<>();
            settings.sources().forEach(
                    source -> source.hook().ifPresent(hook -> hooks.add(new Hook(source.name(), queues.events(), hook))));
            settings.bucketEvents().hook().ifPresent(hook -> hooks.add(new Hook(EventHeaders.BUCKET, queues.bucket(), hook)));
            camel.getRegistry().bind("hooks", new Hooks(hooks, settings.http().maxBodySize(), metrics, Clock.systemUTC()));
            camel.getRegistry().bind("hookSpool",
                    new RequestSpool(settings.http().maxBodySize(), settings.http().maxBodySize(), placesOfHooks));
            EventSpool spool = new EventSpool(settings.hookSpool(), Clock.systemUTC());
            camel.getRegistry().bind("eventSpool", spool);
            if (settings.hasHooks()) {
                spool.open().show(metrics);
                camel.getRegistry().bind("eventsHealth", new SpoolHealth(spool));
            }
        }

        private void bindRefresh(CamelContext camel) {
            camel.getRegistry().bind("shopRefresh", new ShopRefresh(settings.refresh(), metrics, this::rests));
            MagentoMemory memory = new MagentoMemory(settings.refresh().defaultCache(), settings.storage().bucket(),
                    settings.storage().prefix());
            if (settings.refresh().resizedImages() == RefreshSettings.ResizedImages.ON) {
                memory.refuseIfOutOfReach();
            }
            camel.getRegistry().bind("magentoMemory", memory);
            camel.getRegistry().bind("resizedImages", new ResizedImages(s3Client.join(), settings.storage().bucket(), paths().objectKey(""),
                    memory::remembered, camel.getRegistry().lookupByNameAndType("s3Threads", ExecutorService.class)));
            camel.getRegistry().bind("imageResizes",
                    new ImageResizes(camel.getRegistry().lookupByNameAndType("queueTopology", QueueTopology.class),
                            new GalleryMessageWriter(paths())));
            camel.getRegistry().bind("redisPages", new RedisPages(settings.refresh().redis()));
        }

        private void bindRequests(CamelContext camel) {
            ImagePathRules paths = paths();
            camel.getRegistry().bind("imagePathRules", paths);
            camel.getRegistry().bind("directCalls",
                    new DirectCalls(new BodyReader(paths, settings.work().maxImagesPerSku(), defaults()), limits()));
            camel.getRegistry().bind("bulkStatuses", new BulkStatuses(settings.rabbit().topic()));
            RequestSpool spool = new RequestSpool(settings.http().maxBodySize(), settings.http().maxSpooledSize(), places);
            camel.getRegistry().bind("requestSpool", spool);
            if (settings.http().enabled()) {
                camel.getRegistry().bind("spoolHealth", new Watched("spool", spool::look));
            }
            camel.getRegistry().bind("errorMapping", new ErrorMapping(writes));
            camel.getRegistry().bind("logContext", new LogContext());
        }

        /** Threads that a route shares its work with; their log lines have the keys of the request. */
        private ThreadPoolExecutor bindThreads(CamelContext camel, String name, int size) {
            ThreadPoolExecutor threads = (ThreadPoolExecutor) camel.getExecutorServiceManager().newFixedThreadPool(this, name, size);
            camel.getRegistry().bind(name + "Threads", ExecutorService.class, new CarriedContext(threads));
            return threads;
        }

        private void bindPage(CamelContext camel) {
            ExecutorService threads = camel.getExecutorServiceManager().newCachedThreadPool(this, "look");
            QueueTopology topology = camel.getRegistry().lookupByNameAndType("queueTopology", QueueTopology.class);
            Map<String, LiveView.Part> parts = new TreeMap<>();
            for (String part : List.of("database", "storage", "broker")) {
                Watched watched = camel.getRegistry().lookupByNameAndType(part + "Health", Watched.class);
                parts.put(part, new LiveView.Part(watched, new Glance<>(watched::look, PART_PERIOD, threads)));
            }
            Shop shop = camel.getRegistry().lookupByNameAndType("shop", Shop.class);
            DirectBulks calls = new DirectBulks(settings.http().enabled() && settings.ui().enabled());
            camel.getRegistry().bind("directBulks", calls);
            SourceView sources = new SourceView(settings.sources().stream().map(SourceSettings::name).toList(),
                    settings.sources().stream().filter(source -> source.hook().isPresent()).map(SourceSettings::name)
                            .collect(Collectors.toSet()),
                    metrics, Clock.systemUTC());
            camel.getRegistry().bind("sourceView", sources);
            camel.getRegistry().bind("liveView",
                    new LiveView(pages, parts, sources, new Glance<>(topology::depths, QUEUE_PERIOD, threads), consumption, calls, metrics,
                            Clock.systemUTC()));
            camel.getRegistry().bind("productView", new ProductView(shop, paths(), settings.storage().bucket(), settings.ui().adminUrl()));
            camel.getRegistry().bind("productHistory", new ProductHistory());
            camel.getRegistry().bind("recentBulks", new RecentBulks(settings.rabbit().topic()));
            camel.getRegistry().bind("consumptionView", new ConsumptionView(consumption));
            camel.getRegistry().bind("deadLetterView", new DeadLetterView(letters(camel)));
            camel.getRegistry().bind("auditView", new AuditView(audits));
            camel.getRegistry().bind("bulkSkus", new BulkSkus(settings.rabbit().topic(), paths()));
            camel.getRegistry().bind("imagePreviews", new ImagePreviews(s3Client.join(), settings.storage().bucket(), paths()));
            camel.getRegistry().bind("settingsView", new SettingsView(settings, paths()));
        }

        private DeadLetters letters(CamelContext camel) {
            return new DeadLetters(camel.getRegistry().lookupByNameAndType("rabbitConnections", CachingConnectionFactory.class),
                    settings.rabbit());
        }

        private ImagePathRules paths() {
            return new ImagePathRules(settings.storage().bucket(), settings.storage().prefix(), settings.work().extensions().names());
        }

        /** How a request is meant that does not say. */
        private RequestTerms defaults() {
            return settings.gallery().replaces() ? RequestTerms.PLAIN.replacing() : RequestTerms.PLAIN;
        }

        /** As many chunks at once as there are connections, less some for all else. */
        private int chunkThreads() {
            return Math.max(1, settings.database().poolSize() - SPARE_CONNECTIONS);
        }

        private ChunkLimits limits() {
            return new ChunkLimits(chunkSize, settings.work().chunkSize() * IMAGES_PER_SKU, BYTES_PER_CHUNK);
        }
    }
}
