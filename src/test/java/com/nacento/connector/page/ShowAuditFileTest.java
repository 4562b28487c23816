package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.audit.Finding.Kind;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowAuditFileTest extends AuditCallTest {

    @Test
    void allFindingsAreALineEachAsTheCommandWritesThem() {
        assertThat(status(get("/findings.csv"))).isEqualTo(404);
        for (int i = 1; i <= 150; i++) {
            audit.findings.add(StubAudit.finding(Kind.MISSING_OBJECT, "=P-" + i, "/g/o/gone.jpg"));
        }
        done();

        Exchange answer = get("/findings.csv");

        assertThat(answer.getMessage().getHeaders()).containsEntry("Content-Type", "text/csv; charset=utf-8");
        assertThat(body(answer).lines()).hasSize(151).startsWith(
                "kind,confirmed,brought,path,product_id,sku,value_id,role,store,detail",
                "missing_object,yes,yes,/g/o/gone.jpg,7,'=P-1,11,,,HEAD: 404");
        audits.close();
        Exchange later = get("/findings.csv");
        assertThat(status(later)).isEqualTo(404);
        assertThat(body(later)).contains("Start another audit.");
    }
}
