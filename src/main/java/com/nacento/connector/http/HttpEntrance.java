package com.nacento.connector.http;

import com.nacento.connector.auth.TokenRing;
import com.nacento.connector.config.AuthSettings;
import com.nacento.connector.config.HttpSettings;
import com.nacento.connector.database.Integrations;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What a request passes before a Camel route sees it. All of this happens on the event loop, with the body unread: who
 * may not come in costs nothing but the answer.
 */
public final class HttpEntrance {

    private static final int BEFORE_CAMEL = -1000;
    private static final int LONGEST_SHOWN = 200;
    /**
     * Every request under way has a worker, and so has every call of a hook; the spare ones are for status calls, which need no place among
     * them.
     */
    private static final int SPARE_WORKERS = 16;
    /** A path that is spelled another way comes by twice. */
    private static final String WATCHED = "nacento.watched";
    private static final List<Integer> STATUSES_OF_THE_SERVER = List.of(400, 404, 405, 406, 413, 415, 500);

    /** A client has sent its request before it has had time to be slow; kept connections are kept as long as proxies do. */
    private static final ConnectionWatch.TimeLimits LIMITS = new ConnectionWatch.TimeLimits(Duration.ofSeconds(15), Duration.ofSeconds(75),
            Duration.ofSeconds(60));

    private final HttpSettings http;
    private final RequestPlaces places;
    private final Predicate<String> stores;
    private final WatchedConnections connections;
    private final Handler<RoutingContext> callerCheck;
    private Optional<EventStreams> page = Optional.empty();
    private Hooks hooks = Hooks.none();
    private RequestPlaces placesOfHooks = new RequestPlaces(1);
    private int workersOfHooks;
    private final ErrorMapping errors = new ErrorMapping();

    /**
     * @param integrations asked only if they are who may call
     * @param places       of the requests under way; the routes keep them until their work is done
     * @param stores       whether the shop has a store view of this code
     */
    public HttpEntrance(HttpSettings http, AuthSettings auth, Integrations integrations, RequestPlaces places, Predicate<String> stores) {
        this(http, auth, integrations, places, stores, LIMITS);
    }

    HttpEntrance(HttpSettings http, AuthSettings auth, Integrations integrations, RequestPlaces places, Predicate<String> stores,
            ConnectionWatch.TimeLimits limits) {
        this.http = http;
        this.stores = stores;
        this.places = places;
        this.connections = new WatchedConnections(limits);
        this.callerCheck = switch (auth.mode()) {
            case NONE -> BearerCheck.open();
            case TOKEN -> BearerCheck.against(new TokenRing(auth.tokens(), auth.tokensFile()));
            case MAGENTO -> BearerCheck.against(integrations);
        };
    }

    /**
     * Without this there is no page, and none of the calls that it makes.
     *
     * @param streams what the page watches
     */
    public HttpEntrance withPage(EventStreams streams) {
        page = Optional.of(streams);
        return this;
    }

    /**
     * Without this there is nothing below {@code /hooks}.
     *
     * @param placesOfHooks of the calls under way there
     */
    public HttpEntrance withHooks(Hooks hooks, RequestPlaces placesOfHooks) {
        this.hooks = hooks;
        this.placesOfHooks = placesOfHooks;
        this.workersOfHooks = http.maxConcurrentHooks();
        return this;
    }

    /**
     * Puts the checks in front of Camel's routes: between the start of the HTTP server and that of the first route. Called
     * once, from a {@code MainListener}'s {@code afterConfigure}, when the server does not listen yet.
     *
     * @throws com.nacento.connector.config.SettingsException if the server's address cannot be had
     */
    public void install(CamelContext camel) {
        new ListenAddress("nacento.http", http.host(), http.port()).mustBeFree();
        watchConnections(camel);
        Service entrance = new ServiceSupport() {
            @Override
            protected void doStart() {
                open(camel);
            }
        };
        try {
            // services start in the order in which they were added, and the HTTP server already was
            camel.addService(entrance);
        } catch (Exception e) {
            throw new IllegalStateException("The entrance of the HTTP server cannot be added", e);
        }
    }

    private void watchConnections(CamelContext camel) {
        VertxPlatformHttpServer server = (VertxPlatformHttpServer) camel.hasService(
                service -> service instanceof VertxPlatformHttpServer one && one.getConfigurationPort() == http.port());
        if (server == null) {
            throw notSetUp();
        }
        Vertx vertx = connections.vertx(new VertxOptions()
                .setWorkerPoolSize(http.maxConcurrentRequests() + workersOfHooks + SPARE_WORKERS));
        server.setVertx(vertx);
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                page.ifPresent(EventStreams::close);
            }

            @Override
            public void onContextStopped(CamelContext stopped) {
                vertx.close().toCompletionStage().toCompletableFuture().join();
            }
        });
    }

    private static IllegalStateException notSetUp() {
        return new IllegalStateException("The HTTP server is not set up: camel.server.enabled, camel.server.port");
    }

    private void open(CamelContext camel) {
        VertxPlatformHttpRouter routes = VertxPlatformHttpRouter.lookup(camel,
                VertxPlatformHttpRouter.getRouterNameFromPort(http.port()));
        if (routes == null) {
            throw notSetUp();
        }
        Router entrance = (Router) routes.getServer().getServer().requestHandler();
        entrance.route().order(BEFORE_CAMEL)
                .handler(HttpEntrance::watchRequest)
                .handler(new StorePath(http.defaultIsView(), stores))
                .handler(new RefusalLog())
                .handler(new AnswerHeaders())
                .handler(new UnreadBody())
                .handler(page.isPresent() ? PageFiles.handler() : RoutingContext::next)
                .handler(ApiPages.handler())
                .handler(callerCheck)
                .handler(context -> passIfStarted(camel, context))
                .handler(page.isPresent() ? page.get() : HttpEntrance::hidePage)
                .handler(new HookGate(hooks))
                .handler(new KnownRoute(routes))
                .handler(new WrittenQuery())
                .handler(new JsonBodyCheck(http.maxBodySize()))
                .handler(new RequestGate(places, placesOfHooks))
                .handler(new ClientHeaders())
                .handler(new SmallBody(placesOfHooks));
        http.tls().ifPresent(tls -> new CertificateRenewal(tls, routes.getServer().getServer()).watch(routes.getServer().getVertx()));
        // Vert.x asks the router in which a failure happened, and Camel's routes are in one of their own
        STATUSES_OF_THE_SERVER.forEach(status -> {
            entrance.errorHandler(status, context -> answerFailure(status, context));
            routes.errorHandler(status, context -> answerFailure(status, context));
        });
        connections.admit();
    }

    private static void watchRequest(RoutingContext context) {
        if (context.get(WATCHED) == null) {
            ConnectionWatch watch = ConnectionWatch.of(context.request().connection());
            context.put(WATCHED, true);
            watch.begins();
            context.addEndHandler(end -> watch.ended());
        }
        context.next();
    }

    /** Camel's own answer of a route that is not there yet, or no more, has no body. */
    private static void passIfStarted(CamelContext camel, RoutingContext context) {
        if (camel.isStarted()) {
            context.next();
        } else {
            Answers.send(context, Answers.stopping());
        }
    }

    private static void hidePage(RoutingContext context) {
        if (context.normalizedPath().startsWith(BearerCheck.PAGE_CALLS)) {
            Answers.send(context, Answers.noSuchRoute());
        } else {
            context.next();
        }
    }

    private void answerFailure(int status, RoutingContext context) {
        Answers.send(context, switch (status) {
            case 500 -> errors.of(context.failure());
            case 404 -> Answers.noSuchRoute();
            case 400 -> Answers.malformed();
            default -> Refusal.of(status, ErrorAnswer.of("The request cannot be answered as it was asked."));
        });
    }
}
