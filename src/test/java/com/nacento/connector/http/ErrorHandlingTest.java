package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.testing.LogLines;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class ErrorHandlingTest extends RouteTest {

    @Override
    protected void addRoutes(CamelContext camel) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:error-handling").routeId("receives").routeConfigurationId("error-handling").to("direct:called");
                from("direct:called").routeId("called").to("mock:called").process(exchange -> {
                    throw exchange.getMessage().getBody(Exception.class);
                });
            }
        });
    }

    @Test
    void whatTheCallerMayKnowIsToldInMagentosShape() {
        Exchange answer = send(Refused.notFound("Bulk uuid %1 not exist", "abc"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
        assertThat(answer.getMessage().getHeader("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.getMessage().getBody(String.class))
                .isEqualTo("{\"message\":\"Bulk uuid %1 not exist\",\"parameters\":[\"abc\"]}");
    }

    @Test
    void whileSomethingIsAwayTheCallerIsToldWhenToComeAgain() {
        Exchange answer = send(Samples.outage(Outage.Part.STORAGE));

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(503);
        assertThat(answer.getMessage().getHeader("Retry-After", Integer.class)).isPositive();
    }

    @Test
    void aDefectIsAReportIdAndNothingElse() {
        Exchange answer = send(new IllegalStateException("password=secret"));

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(500);
        assertThat(answer.getMessage().getBody(String.class)).contains("Report ID: nacento-").doesNotContain("secret", "IllegalState",
                "\tat ");
        assertThat(answer.getMessage().getHeaders()).doesNotContainKey("Retry-After");
    }

    @Test
    void noHeaderOfTheRequestIsEchoed() {
        Exchange answer = send(new IllegalStateException("any"), Map.of("Authorization", "Bearer secret", "X-Anything", "1"));

        assertThat(answer.getMessage().getHeaders()).containsOnlyKeys("CamelHttpResponseCode", "Content-Type");
    }

    /** Camel's logger takes a line's level and its own again one call after the other: of two at once, one has the other's. */
    @Test
    void ofManyThatAreRefusedAtOnceTheLogSaysNothing() {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (LogLines log = LogLines.open()) {
            IntStream.range(0, 8).mapToObj(caller -> CompletableFuture.runAsync(() -> {
                for (int call = 0; call < 2_000; call++) {
                    send(Refused.notFound("Bulk uuid %1 not exist", "abc"));
                }
            }, callers)).toList().forEach(CompletableFuture::join);

            assertThat(neighbour("called").getReceivedCounter()).isEqualTo(16_000);
            assertThat(log.with("Failed delivery")).isEmpty();
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aRouteThatIsCalledHandsItsFailureBackOnceAndUnchanged() {
        IllegalStateException failure = new IllegalStateException("any");

        Exchange answer = template.request("direct:called", exchange -> exchange.getMessage().setBody(failure));

        assertThat(answer.getException()).isSameAs(failure);
        assertThat(neighbour("called").getReceivedCounter()).isEqualTo(1);
    }
}
