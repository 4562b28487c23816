package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.audit.AuditFinding.Kind;
import org.junit.jupiter.api.Test;

class ShowAuditFindingsTest extends AuditCallTest {

    @Test
    void ofEachKindTheFirstHundredAreShown() throws Exception {
        assertThat(status(get("/findings"))).isEqualTo(404);
        audit.findings.add(StubAudit.finding(Kind.ORPHANED_COPY, null, "/c/o/copy.jpg"));
        for (int i = 1; i <= 150; i++) {
            audit.findings.add(StubAudit.finding(Kind.MISSING_OBJECT, "P-" + i, "/g/o/gone-" + i + ".jpg"));
        }
        done();

        get("/findings");

        JsonNode findings = answered().path("findings");
        assertThat(answered().path("started_at").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(findings).hasSize(101);
        assertThat(findings.get(99).toString()).isEqualTo("{\"kind\":\"missing_object\",\"confirmed\":true,\"brought\":true,"
                + "\"path\":\"/g/o/gone-100.jpg\",\"sku\":\"P-100\",\"image\":11,\"role\":null,\"store\":null,\"detail\":\"HEAD: 404\"}");
        assertThat(findings.get(100).path("kind").asText()).isEqualTo("orphaned_copy");
        assertThat(findings.get(100).path("sku").isNull()).isTrue();
    }
}
