package com.nacento.connector.http;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.config.AuthSettings;
import com.nacento.connector.config.HttpSettings;
import com.nacento.connector.config.TlsSettings;
import com.nacento.connector.database.Integrations;
import com.nacento.connector.lab.stage.FreePort;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;

/** A Camel application with the entrance, and behind it routes that do next to nothing. */
final class EntranceServer implements AutoCloseable {

    static final String TOKEN = "a-token";
    static final long MAX_BODY = 1024 * 1024;
    /** More than the buffers of a connection hold. */
    static final int LARGE_ANSWER = 32 * 1024 * 1024;
    static final long MAX_SPOOLED = 2 * MAX_BODY;

    final int port = FreePort.find();
    final int managementPort = FreePort.find();
    /** Whether bodies do not fit onto the disk. */
    final AtomicBoolean full = new AtomicBoolean();
    final SpoolSpace space = new SpoolSpace(MAX_SPOOLED) {
        @Override
        FileChannel newFile() throws IOException {
            return full.get() ? FileChannel.open(Path.of("/dev/full"), StandardOpenOption.READ, StandardOpenOption.WRITE) : super.newFile();
        }
    };
    final Integrations integrations = new Integrations();
    final RequestPlaces places;
    final Semaphore slowGate = new Semaphore(0);
    final Semaphore slowArrivals = new Semaphore(0);
    final Map<String, Object> lastHeaders = new TreeMap<>();

    private final Main main = new Main();

    EntranceServer(AuthSettings.Mode mode, int maxConcurrent, Optional<TlsSettings> tls) throws Exception {
        this(mode, maxConcurrent, tls,
                new ConnectionWatch.TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    EntranceServer(AuthSettings.Mode mode, int maxConcurrent, Optional<TlsSettings> tls, ConnectionWatch.TimeLimits limits)
            throws Exception {
        this(mode, maxConcurrent, tls, limits, port -> {});
    }

    /** @param early runs with the server's port when it listens already and the entrance does not stand yet */
    EntranceServer(AuthSettings.Mode mode, int maxConcurrent, Optional<TlsSettings> tls, ConnectionWatch.TimeLimits limits,
            IntConsumer early) throws Exception {
        places = new RequestPlaces(maxConcurrent);
        HttpSettings http = new HttpSettings(true, "127.0.0.1", port, MAX_BODY, MAX_SPOOLED, maxConcurrent, false, tls);
        AuthSettings auth = new AuthSettings(mode, List.of(TokenHash.of("pim", TOKEN)), Optional.empty());
        RequestSpool spool = new RequestSpool(MAX_BODY, space, places, Duration.ofSeconds(30));

        main.setDefaultPropertyPlaceholderLocation("false");
        Map.of("camel.server.enabled", "true",
                "camel.server.host", "127.0.0.1",
                "camel.server.port", Integer.toString(port),
                "camel.server.fileUploadEnabled", "false",
                "camel.server.useGlobalSslContextParameters", Boolean.toString(tls.isPresent()),
                "camel.rest.component", "platform-http",
                "camel.rest.endpointProperties[useBodyHandler]", "false",
                "camel.main.shutdownTimeout", "15").forEach(main::addInitialProperty);
        Map.of("camel.management.enabled", "true",
                "camel.management.host", "127.0.0.1",
                "camel.management.port", Integer.toString(managementPort),
                "camel.management.healthCheckEnabled", "true",
                "camel.management.healthPath", "/observe/health",
                "camel.management.metricsEnabled", "true",
                "camel.metrics.enabled", "true",
                "camel.metrics.path", "/observe/metrics",
                "camel.health.exposureLevel", "full").forEach(main::addInitialProperty);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                tls.ifPresent(files -> new ServerCertificate(files).install(starting.getCamelContext()));
            }

            @Override
            public void afterConfigure(BaseMainSupport starting) {
                addEarly(starting.getCamelContext(), early);
                new HttpEntrance(http, auth, integrations, places, "de"::equals, limits).install(starting.getCamelContext());
            }
        });
        main.configure().addRoutesBuilder(routes(spool));
        main.start();
    }

    private void addEarly(CamelContext camel, IntConsumer early) {
        try {
            camel.addService(new ServiceSupport() {
                @Override
                protected void doStart() {
                    early.accept(port);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RouteBuilder routes(RequestSpool spool) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(exchange -> {
                    Refusal refusal = new ErrorMapping().of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
                    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, refusal.status());
                    exchange.getMessage().setHeader("Retry-After", refusal.secondsToWait());
                    exchange.getMessage().setBody(refusal.answer().toJson());
                });
                rest("/rest/V1")
                        .post("/products/{sku}/media").to("direct:receive")
                        .post("/slow").to("direct:slow")
                        .post("/broken").to("direct:broken")
                        .post("/large").to("direct:large")
                        .get("/bulk/{uuid}/status").to("direct:status");
                from("direct:receive")
                        .process(exchange -> {
                            lastHeaders.clear();
                            lastHeaders.putAll(exchange.getMessage().getHeaders());
                        })
                        .bean(spool, "spool")
                        .process(exchange -> exchange.getMessage().setBody("{\"sku\":\""
                                + exchange.getMessage().getHeader("sku") + "\",\"size\":"
                                + exchange.getMessage().getBody(SpooledBody.class).size() + ",\"caller\":\""
                                + exchange.getMessage().getHeader("nacento-caller") + "\"}"));
                from("direct:slow").bean(spool, "spool").process(exchange -> {
                    slowArrivals.release();
                    slowGate.acquire();
                    exchange.getMessage().setBody("{}");
                });
                from("direct:large").bean(spool, "spool").process(exchange -> {
                    slowArrivals.release();
                    exchange.getMessage().setBody("x".repeat(LARGE_ANSWER));
                });
                from("direct:broken").process(exchange -> {
                    throw new IllegalStateException("a secret detail");
                });
                from("direct:status").setBody(constant("{\"status\":4}"));
            }
        };
    }

    /** Ends when what is under way has ended. */
    void stop() {
        main.stop();
    }

    /** Whether no exchange is under way. */
    boolean isIdle() {
        return main.getCamelContext().getInflightRepository().size() == 0;
    }

    @Override
    public void close() {
        slowGate.release(1000);
        main.stop();
    }
}
