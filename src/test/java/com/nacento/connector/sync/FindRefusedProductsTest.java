package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class FindRefusedProductsTest extends RouteTest {

    @Test
    void theStatementIsTriedWithFewerRowsUntilWhoIsAtFaultIsAlone() {
        SQLException refusal = Samples.rowRefused();
        refuses("13", refusal);

        RefusedProducts search = search(Samples.rowRefused());

        assertThat(search.found()).containsExactly(13L);
        assertThat(database.journal()).containsOnly("touch-products").as("the first two are fine, so it is one of the others").hasSize(3);
    }

    @Test
    void aFailureThatIsNoRefusalEndsIt() {
        refuses("11", Samples.deadlock());

        assertThat(send(null, Map.of(), variables(new RefusedProducts(null, changes(), statement(), Samples.rowRefused())))
                .getException())
                .hasMessageContaining(Samples.deadlock().getMessage());
        assertThat(database.journal()).hasSize(1);
    }

    @Test
    void whereThereIsNothingToFindNothingIsSent() {
        search(Samples.deadlock());

        assertThat(database.journal()).isEmpty();
    }

    private void refuses(String row, SQLException refusal) {
        database.answers("touch-products", parameters -> {
            if (parameters.get("touched").toString().contains(row)) {
                throw refusal;
            }
            return List.of();
        });
    }

    private RefusedProducts search(Exception failure) {
        RefusedProducts search = new RefusedProducts(null, changes(), statement(), failure);
        Exchange answer = send(null, Map.of(), variables(search));
        assertThat(answer.getException()).isNull();
        return search;
    }

    private Map<String, Object> variables(RefusedProducts search) {
        return Map.of("refused", search);
    }

    private String statement() {
        return context.getVariable("global:touch-products", String.class);
    }

    private GalleryChanges changes() {
        GalleryChanges changes = new GalleryChanges(List.of(), shop.schema(), Refreshes.NONE);
        LongStream.rangeClosed(10, 13).forEach(id -> changes.add(id, "touched", id));
        return changes;
    }
}
