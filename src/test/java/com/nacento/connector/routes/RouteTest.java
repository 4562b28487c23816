package com.nacento.connector.routes;

import static java.util.Map.entry;

import com.nacento.connector.bulk.BulkSubmission;
import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.bulk.BulksUnderWay;
import com.nacento.connector.config.LookUp;
import com.nacento.connector.config.Settings;
import com.nacento.connector.database.Shop;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.http.DirectCalls;
import com.nacento.connector.http.RequestPlaces;
import com.nacento.connector.http.RequestSpool;
import com.nacento.connector.http.SpooledBody;
import com.nacento.connector.message.MessageWork;
import com.nacento.connector.message.Messages;
import com.nacento.connector.page.BulkSkus;
import com.nacento.connector.page.DirectBulks;
import com.nacento.connector.page.ProductHistory;
import com.nacento.connector.page.ProductView;
import com.nacento.connector.page.RecentBulks;
import com.nacento.connector.queue.Consumption;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.serve.Stop;
import com.nacento.connector.serve.WorkBeans;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ImageObjects;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.PlatformTransactionManager;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One route on its own. The class {@code LoadProductsTest} loads {@code routes/sync/load-products.camel.yaml} and the error
 * handling, as the service does, and nothing else: the routes that it calls are mocks of the same name, the database, the
 * bucket and the publisher are stand-ins that note what they are asked, and the decisions are the real ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RouteTest extends CamelMainTestSupport {

    protected static final String TOPIC = "test.topic";
    protected static final int MAX_ATTEMPTS = 2;
    /** Two connections are for all else. */
    protected static final int SAVES_AT_ONCE = 8;
    /** How long requests wait for missing objects. */
    protected static final Duration PATIENCE = Duration.ofHours(1);
    /** They send statements; they are there in every test, so that these are seen where they arrive. */
    private static final List<String> WRITES = List.of("write-rows", "save-request-outcomes", "write-gallery-changes",
            "find-refused-products");
    private static final Pattern CALLED = Pattern.compile("direct:([a-z-]+)");

    protected final String route = routeOf(getClass());
    protected final RecordedDatabase database = new RecordedDatabase();
    protected final StubBucket bucket = new StubBucket();
    protected final DirectBulks calls = new DirectBulks(true);
    protected final Consumption consumption = new Consumption(() -> 0, Clock.systemUTC());
    protected Shop shop;
    protected boolean stopping;
    /** What the database says to a small write of the connector's own, while something fails. */
    protected Exception probed;

    protected static String routeOf(Class<?> test) {
        String name = test.getSimpleName().replaceFirst("Test$", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.withRoutesIncludePattern(Stream.concat(Stream.of(route, "error-handling"), WRITES.stream()).distinct()
                .map(name -> "classpath:" + RouteFile.named(name).path()).collect(Collectors.joining(",")));
        configuration.rest().setComponent("restEntrance");
        configuration.rest().setInlineRoutes(false);
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        Properties properties = new Properties();
        properties.putAll(Map.of("sql", "bean:database?method=answer", "nacento.s3.bucket", "media", "nacento.rabbitmq.topic", TOPIC,
                "nacento.route.publish-gallery-messages.to", "mock:broker", "nacento.route.publish-dead-letters.to", "mock:broker",
                "watch-shop.period", "60000", "watch-backlog.period", "15000", "consume", "false", "consumers", "2"));
        properties.putAll(Map.of("prefetch", "20", "prefetch.bulk", "4", "watch-integrations.period", "2000", "ask-integrations", "true",
                "nacento.rabbitmq.exchange", "magento", "watch-refreshes.period", "1000", "refresh", "true"));
        properties.putAll(Map.of("watch-etags.period", "60000", "watch-bulks.period", "60000", "watch-abandoned-bulks.period", "60000",
                "watch-awaited-images.period", "10000", "watch-spooled-events.period", "60000", "consume.events", "false",
                "prefetch.events", "20", "hooks", "false"));
        properties.putAll(Map.of("prefetch.bucket", "10000", "consume.bucket", "false", "consume.sqs", "false", "sqs-events.false",
                "direct:consume-sqs-events", "sns", "mock:sns"));
        settings(properties);
        configuration.withUseOverridePropertiesWithPropertiesComponent(properties);
        configuration.withAutoStartupExcludePatterns("watch-*");
    }

    private static Settings settings() {
        return Settings.load(null, Map.ofEntries(entry("NACENTO_DB_USER", "magento"), entry("NACENTO_AUTH_MODE", "none"),
                entry("NACENTO_S3_BUCKET", "media"), entry("NACENTO_RABBITMQ_TOPIC", TOPIC), entry("NACENTO_BULK_CHUNK_SIZE", "2"),
                entry("NACENTO_BULK_MAX_IMAGES_PER_SKU", "10"), entry("NACENTO_ASYNC_SKUS_PER_MESSAGE", "2"),
                entry("NACENTO_RETRY_MAX_ATTEMPTS", Integer.toString(MAX_ATTEMPTS)),
                entry("NACENTO_AWAIT_MISSING", PATIENCE.toHours() + "h"),
                entry("NACENTO_IMAGES_EXTENSIONS", "jpg"), entry("NACENTO_DB_POOL_SIZE", Integer.toString(SAVES_AT_ONCE + 2))));
    }

    /** Settings of one test class that differ from those of all. */
    protected void settings(Properties properties) {
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        SqlFiles sql = new SqlFiles(camel, "");
        shop = new Shop(sql);
        Registry beans = camel.getRegistry();
        Settings settings = settings();
        ImagePathRules paths = WorkBeans.paths(settings);
        ImageListing listing = new ImageListing(bucket, "media", paths.objectKey(""), LookUp.AUTO);
        beans.bind("sqlFiles", sql);
        beans.bind("shop", shop);
        beans.bind("imageListing", listing);
        beans.bind("imageObjects", new ImageObjects(bucket, settings.storage(), paths.objectKey("")));
        beans.bind("stop", new Stop());
        beans.bind("consumption", consumption);
        new WorkBeans(beans, settings, shop, listing, this::probe, () -> stopping, () -> stopping || consumption.isPaused(),
                new SimpleMeterRegistry());
        beans.bind("directBulks", calls);
        beans.bind("recentBulks", new RecentBulks(TOPIC));
        beans.bind("bulkSkus", new BulkSkus(TOPIC, paths));
        beans.bind("productView", new ProductView(shop, paths, "media", Optional.of("https://shop.example.com/admin")));
        beans.bind("productHistory", new ProductHistory());
        beans.bind("bulksUnderWay", new BulksUnderWay(30));
        beans.bind("requestSpool", new RequestSpool(1 << 20, 1 << 24, new RequestPlaces(1)));
        beans.bind("database", database);
        beans.bind("savepoints", database.savepoints());
        beans.bind("txManager", PlatformTransactionManager.class, database.transactions());
        beans.bind("s3Client", S3Client.class, bucket);
        beans.bind("restEntrance", new StubRest());
        for (String threads : Set.of("s3Threads", "chunkThreads", "sliceThreads", "arrivalThreads", "letterThreads", "loadThreads",
                "updateThreads")) {
            beans.bind(threads, ExecutorService.class, camel.getExecutorServiceManager().newFixedThreadPool(this, threads, 2));
        }
        addBeans(beans);
        addRoutes(camel);
        String text = RouteFile.named(route).text();
        for (String called : CALLED.matcher(text).results().map(match -> match.group(1))
                .filter(name -> !route.equals(name) && !WRITES.contains(name)).distinct().toList()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + called).routeId(called).to("mock:" + called);
                }
            });
        }
        return camel;
    }

    /** Beans that only this route needs. */
    protected void addBeans(Registry beans) {
    }

    /** Routes that only this test needs. */
    protected void addRoutes(CamelContext camel) throws Exception {
    }

    @BeforeEach
    protected void forgetTheLastTest() {
        MockEndpoint.resetMocks(context);
        stopping = false;
        consumption.resume(null);
        probed = null;
        bucket.clear();
        shop.doubt();
        shop.meet(Samples.MARIADB);
        shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of());
        database.clear();
        database.answers("find-server", Samples.MARIADB);
    }

    private void probe() throws Exception {
        if (probed != null) {
            throw probed;
        }
    }

    /** A route that the one under test calls; it keeps what it was given. */
    protected MockEndpoint neighbour(String name) {
        return getMockEndpoint("mock:" + name);
    }

    protected void answers(String neighbour, Processor answer) {
        neighbour(neighbour).whenAnyExchangeReceived(answer);
    }

    /** The neighbour throws whenever it is called. */
    protected void fails(String neighbour, Exception failure) {
        answers(neighbour, exchange -> {
            throw failure;
        });
    }

    protected <T> T bean(Class<T> type) {
        return context.getRegistry().findSingleByType(type);
    }

    /** The body of a request, as the first step of a receive route leaves it. */
    protected SpooledBody spooled(String body) throws Exception {
        return bean(RequestSpool.class).read(StubRequest.of(body));
    }

    /** A bulk that is submitted for later. */
    protected BulkSubmission submission(String body) throws Exception {
        SpooledBody spooled = spooled(body);
        return bean(Bulks.class).submission(bean(DirectCalls.class).envelope(spooled, null, null), spooled, "pim");
    }

    /** The work on a message. */
    protected MessageWork work(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return bean(Messages.class).rounds(List.of(new ReceivedMessage(bytes, "message-1", false))).next();
    }

    /** Calls the route as the HTTP server does. */
    protected Exchange request(String verb, String path, Object body, Map<String, Object> headers) {
        return template.request(StubRest.uri(verb, path), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** What the route's timer or queue does, which the tests do not wait for; a failure is in the answer. */
    protected Exchange fire(Object body) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        context.getRoute(route).getProcessor().process(exchange);
        return exchange;
    }

    /** Calls the route; a failure is in the answer. */
    protected Exchange send(Object body) {
        return send(body, Map.of());
    }

    protected Exchange send(Object body, Map<String, Object> headers) {
        return send(body, headers, Map.of());
    }

    protected Exchange send(Object body, Map<String, Object> headers, Map<String, Object> variables) {
        return template.request("direct:" + route, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            variables.forEach(exchange::setVariable);
        });
    }
}
