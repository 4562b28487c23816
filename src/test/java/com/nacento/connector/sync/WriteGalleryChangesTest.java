package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class WriteGalleryChangesTest extends RouteTest {

    @Test
    void aStatementForEachKindOfRowAndNoneForKindsWithoutRows() {
        Exchange answer = write();

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("a chunk");
        assertThat(database.journal()).containsExactly("delete-gallery-values", "save-roles", "touch-products", "update-requests");
    }

    @Test
    void whoMeetsAFailureKnowsWhichStatementItWas() {
        database.fails("save-roles", Samples.rowRefused());

        Exchange answer = write();

        assertThat(answer.getException()).hasMessage("Data too long for column 'label'");
        assertThat(answer.getVariable("statement")).isEqualTo(context.getVariable("global:save-roles"));
        assertThat(database.journal()).containsExactly("delete-gallery-values", "save-roles");
    }

    private Exchange write() {
        GalleryChanges changes = new GalleryChanges(List.of(), shop.schema(), Refreshes.NONE);
        changes.add(10, "touched", 10);
        changes.add(10, "dead_values", 77);
        changes.add(10, "saved_roles", Map.of("product_id", 10, "attribute_id", 87, "store_id", 0, "value", "/a/a/a.jpg"));
        changes.add(10, "finished_requests", Map.of("request_id", 7, "state", 1));
        return send("a chunk", Map.of(), Map.of("changes", changes));
    }
}
