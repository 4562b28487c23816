package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class LoadOpenRequestsTest extends RouteTest {

    private static final String ABANDONED = "00000000-0000-4000-8000-000000000001";

    @Test
    void aPageBeginsWhereTheOneBeforeItEnded() throws Exception {
        AbandonedBulk bulk = bean(Bulks.class).abandoned(ABANDONED);
        database.answers("find-open-requests",
                List.of(Samples.row("operation_key", 7L, "sku", "A", "images", Samples.images("/m/y/a.jpg"))));

        Exchange first = load(bulk);
        assertThat(database.parametersOf("find-open-requests")).containsEntry("operation_key", 0L);
        load(bulk);

        assertThat(first.getMessage().getBody(AbandonedBulk.class)).isSameAs(bulk);
        assertThat(first.getVariable("open", List.class)).hasSize(1);
        assertThat(database.parametersOf("find-open-requests")).containsEntry("operation_key", 7L);
    }

    private Exchange load(AbandonedBulk bulk) {
        return send(null, Map.of(), Map.of("bulk", bulk));
    }
}
