package com.nacento.connector.page;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.audit.Audits;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.StubRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;

/** The calls about audits, on audits that do nothing but what the test tells them. */
abstract class AuditCallTest extends RouteTest {

    static final Instant NOW = Instant.parse("2026-01-01T03:00:00Z");

    static final String PATH = "/rest/V1/nacento-connector/ui/audit";

    final StubAudit audit = new StubAudit();
    final Audits audits = new Audits(audit, text -> text.replace("s3cret", "***"), Clock.fixed(NOW, ZoneOffset.UTC));

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("auditView", new AuditView(audits));
    }

    @AfterEach
    void endTheAudit() {
        audits.cancel("operator");
        awaitEnd();
        audit.failure = null;
        audit.findings.clear();
        audit.begun.clear();
        audit.ends.drainPermits();
    }

    /** Does one from begin to end. */
    void done() {
        audit.ends.release();
        audits.start(true, "operator");
        awaitEnd();
    }

    void awaitEnd() {
        await().until(() -> audits.running().isEmpty());
    }

    Exchange get(String call) {
        return request("GET", PATH + call, null, Map.of());
    }

    Exchange post(String call, String body) {
        return request("POST", PATH + call, StubRequest.of(body), Map.of("nacento-caller", "operator"));
    }

    /** What the route has handed over to be answered, as JSON. */
    JsonNode answered() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        var answers = neighbour("answer-as-json").getReceivedExchanges();
        return json.readTree(json.writeValueAsString(answers.get(answers.size() - 1).getMessage().getBody()));
    }

    static Integer status(Exchange answer) {
        return answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class);
    }

    static String body(Exchange answer) {
        return answer.getMessage().getBody(String.class);
    }
}
