package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.audit.AuditFinding.Kind;
import org.junit.jupiter.api.Test;

class CancelAuditTest extends AuditCallTest {

    @Test
    void theOneThatIsUnderWayEndsAndWhatTheOneBeforeHasFoundStays() throws Exception {
        audit.findings.add(StubAudit.finding(Kind.TWIN, "P-1", "/t/w/twin.jpg"));
        done();
        audits.start(true, "operator");

        post("/cancel", "{}");

        assertThat(answered().path("running").path("cancelled").asBoolean()).isTrue();
        awaitEnd();
        assertThat(audits.last().orElseThrow().end().orElseThrow()).satisfies(end -> {
            assertThat(end.report()).isNull();
            assertThat(end.why()).isNull();
        });
        assertThat(audits.done().orElseThrow().first()).hasSize(1);
    }

    @Test
    void ifNoneIsUnderWayThatIsSaid() {
        var answer = post("/cancel", "{}");

        assertThat(status(answer)).isEqualTo(409);
        assertThat(body(answer)).contains("No audit is under way.");
    }
}
