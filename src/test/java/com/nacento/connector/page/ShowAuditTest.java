package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.audit.AuditFinding.Kind;
import com.nacento.connector.failure.Outage;
import org.junit.jupiter.api.Test;

class ShowAuditTest extends AuditCallTest {

    /** In the order in which they come, since what the last one has found stays. */
    @Test
    void whatIsUnderWayWhyTheLastOneBrokeOffAndWhatWasFound() throws Exception {
        get("");
        assertThat(answered().toString()).isEqualTo("{\"running\":null,\"broken\":null,\"result\":null}");

        audits.start(true, "operator");
        await().until(() -> audits.running().orElseThrow().progress().contains("listed"));
        get("");
        assertThat(answered().path("running").path("progress").asText()).isEqualTo("1,234 objects listed");

        audit.findings.add(StubAudit.finding(Kind.TWIN, "P-1", "/t/w/twin.jpg"));
        audit.ends.release();
        awaitEnd();
        done();
        get("");
        JsonNode result = answered().path("result");
        assertThat(result.path("summary").asText())
                .isEqualTo("1,000 products with 2,000 images; 1,990 objects and 20 resized copies in the bucket; 1 asked for one by one");
        assertThat(result.path("rows")).hasSize(Kind.values().length);
        assertThat(result.path("rows").get(2).toString())
                .isEqualTo("{\"kind\":\"twin\",\"found\":1,\"brought\":1,\"what\":\"" + Kind.TWIN.words() + "\"}");

        audit.failure = new Outage(Outage.Part.DATABASE, "the database cannot be reached: password s3cret", null);
        done();
        get("");
        assertThat(answered().path("running").isNull()).isTrue();
        assertThat(answered().path("broken").path("why").asText())
                .isEqualTo("the database cannot be reached: password ***");
        assertThat(answered().path("result").path("rows").get(2).path("found").asInt()).isOne();
    }
}
