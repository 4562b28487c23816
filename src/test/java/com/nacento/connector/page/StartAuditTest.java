package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.routes.StubRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartAuditTest extends AuditCallTest {

    @Test
    void itRunsInTheBackgroundAndIsSaidToBeTheCallers() throws Exception {
        assertThat(post("/start", "{\"copies\":false}").getException()).isNull();

        JsonNode running = answered().path("running");
        assertThat(running.path("by").asText()).isEqualTo("operator");
        assertThat(running.path("copies").asBoolean()).isFalse();
        assertThat(running.path("started_at").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(running.path("progress").asText()).isNotBlank();
        audit.ends.release();
        awaitEnd();
        assertThat(audit.begun).containsExactly(false);
    }

    @Test
    void whileOneIsUnderWayAnotherOneIsRefusedInWords() {
        post("/start", "{\"copies\":true}");

        var second = post("/start", "{\"copies\":true}");

        assertThat(status(second)).isEqualTo(409);
        assertThat(body(second)).contains("An audit is under way already", "wait for its end, or cancel it");
        audit.ends.release();
        awaitEnd();
        assertThat(audit.begun).containsExactly(true);
    }

    @Test
    void whereNobodyIsAskedForATokenNobodyIsNamed() throws Exception {
        request("POST", PATH + "/start", StubRequest.of("{\"copies\":true}"), Map.of("nacento-caller", "anonymous"));

        assertThat(answered().path("running").path("by").isNull()).isTrue();
        audit.ends.release();
        awaitEnd();
    }

    @Test
    void whetherCopiesAreLookedAtIsNotGuessed() {
        for (String body : new String[] {"{}", "{\"copies\":\"yes\"}", "[]", "x"}) {
            assertThat(status(post("/start", body))).as(body).isEqualTo(400);
        }
        assertThat(audits.running()).isEmpty();
        assertThat(audit.begun).isEmpty();
    }
}
