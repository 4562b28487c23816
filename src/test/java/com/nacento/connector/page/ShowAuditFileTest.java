package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.audit.AuditFinding.Kind;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowAuditFileTest extends AuditCallTest {

    @Test
    void allFindingsAreALineEachAsTheCommandWritesThem() {
        assertThat(status(get(NOW.toEpochMilli()))).isEqualTo(404);
        for (int i = 1; i <= 150; i++) {
            audit.findings.add(StubAudit.finding(Kind.MISSING_OBJECT, "=P-" + i, "/g/o/gone.jpg"));
        }
        done();

        Exchange answer = get(NOW.toEpochMilli());

        assertThat(answer.getMessage().getHeaders()).containsEntry("Content-Type", "text/csv; charset=utf-8");
        assertThat(body(answer).lines()).hasSize(151).startsWith(
                "kind,confirmed,brought,path,product_id,sku,value_id,role,store,detail",
                "missing_object,yes,yes,/g/o/gone.jpg,7,'=P-1,11,,,HEAD: 404");
        audits.close();
        Exchange later = get(NOW.toEpochMilli());
        assertThat(status(later)).isEqualTo(404);
        assertThat(body(later)).contains("Start another audit.");
    }

    /** Somebody who looks at one for a long time, or another process behind the same balancer, must not get another one's findings. */
    @Test
    void onlyTheFindingsOfTheAuditThatIsMeantAreHandedOver() {
        done();

        Exchange older = get(NOW.toEpochMilli() - 1);

        assertThat(status(older)).isEqualTo(404);
        assertThat(body(older)).contains("a younger one has come to its end, another process has done it");
        assertThat(status(request("GET", PATH + "/findings.csv", null, Map.of()))).isEqualTo(404);
    }

    private Exchange get(long begun) {
        return request("GET", PATH + "/findings.csv", null, Map.of("nacento-query", "started_at=" + begun));
    }
}
