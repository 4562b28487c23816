package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.image;
import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.BulkStats;
import com.nacento.connector.sync.SyncChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ShowDirectBulkSkusTest extends RouteTest {

    private static final SyncChunk WORKED_ON = new SyncChunk(Samples.planned(chunk(product(10, "/a/new.jpg")
            .withETags(Map.of("/a/new.jpg", ETagAnswer.found("e"))),
            product(11, "/a/gone.jpg").withETags(Map.of("/a/gone.jpg", ETagAnswer.missing())))).products(),
            List.of(Samples.failed(12, "NOBODY", SyncError.Code.PRODUCT_NOT_FOUND),
                    Samples.failed(13, "LATER", SyncError.Code.STORAGE_UNAVAILABLE)),
            Map.of(12, List.of(image("/b/nobody.jpg"))));

    @Test
    void aSkuIsShownWithWhatItAskedForAndWhatBecameOfIt() {
        String id = keep(WORKED_ON);

        List<ShownSku> skus = page(id, "").skus();

        assertThat(skus).extracting(ShownSku::sku).containsExactly("SKU-10", "SKU-11", "NOBODY", "LATER");
        assertThat(skus.get(0).counts()).isEqualTo(new ShownSku.Counts(1, 0, 0, 0, 0));
        assertThat(skus.get(1).warnings()).containsExactly("file_not_found: /a/gone.jpg");
        assertThat(skus.get(2).error()).isEqualTo("product_not_found: because");
        assertThat(skus.get(2).images()).extracting(ShownSku.Image::filePath).as("what failed shows its pictures too")
                .containsExactly("/b/nobody.jpg");
        assertThat(skus).extracting(ShownSku::status).as("what may be tried again is told apart").containsExactly(1, 1, 3, 2);
        assertThat(skus).extracting(ShownSku::millis).doesNotContainNull();
    }

    @Test
    void stateAndTextFilterThem() {
        String id = keep(WORKED_ON);

        assertThat(page(id, "state=changed").skus()).extracting(ShownSku::sku).containsExactly("SKU-10");
        assertThat(page(id, "state=warned").skus()).extracting(ShownSku::sku).containsExactly("SKU-11");
        assertThat(page(id, "state=done").skus()).extracting(ShownSku::sku).containsExactly("SKU-10", "SKU-11");
        assertThat(page(id, "state=failed").skus()).extracting(ShownSku::sku).containsExactly("NOBODY", "LATER");
        assertThat(page(id, "state=failed&reason=storage_unavailable").skus()).extracting(ShownSku::sku).containsExactly("LATER");
        assertThat(page(id, "state=open").skus()).isEmpty();
        assertThat(page(id, "text=sku-1").skus()).extracting(ShownSku::sku).containsExactly("SKU-10", "SKU-11");
        assertThat(page(id, "text=Product_Not").skus()).extracting(ShownSku::sku).containsExactly("NOBODY");
        assertThat(page(id, "text=new.jpg&state=failed").skus()).isEmpty();
        assertThat(page(id, "text=new.jpg").skus()).extracting(ShownSku::sku).containsExactly("SKU-10");
    }

    @Test
    void aSkuThatHasLostAnImageAndNothingElseHasChanged() {
        String id = keep(new SyncChunk(List.of(),
                List.of(new SkuResult(0, "LOST", 1L, new ImageStats(0, 0, 0, 2, 1, List.of()), null, Refreshes.NONE)),
                Map.of()));

        assertThat(page(id, "state=changed").skus()).extracting(ShownSku::counts).containsExactly(new ShownSku.Counts(0, 0, 0, 2, 1));
    }

    @Test
    void fiftyAreAPageAndAllOfThemAreFoundOnceAndInOrderHoweverTheChunksEnded() {
        String id = keep(chunkOf(100, 30), chunkOf(0, 100), chunkOf(130, 1));

        List<ShownSku> seen = new ArrayList<>();
        Long next = 0L;
        for (int pages = 0; next != null && pages < 10; pages++) {
            SkuPage page = page(id, "after=" + next);
            assertThat(page.skus()).hasSizeLessThanOrEqualTo(50);
            seen.addAll(page.skus());
            next = page.next();
        }

        assertThat(seen).extracting(ShownSku::id).containsExactlyElementsOf(IntStream.rangeClosed(1, 131).mapToObj(Long::valueOf).toList());
    }

    @Test
    void halfACharacterInASkuDoesNotHurt() {
        assertThat(
                page(keep(new SyncChunk(List.of(), List.of(Samples.failed(0, "x\ud83d", SyncError.Code.PRODUCT_NOT_FOUND)), Map.of())), "")
                        .skus())
                .extracting(ShownSku::sku).containsExactly("x?");
    }

    @Test
    void aStateThatIsNoneIs400AndABulkThatIsNotKeptIs404() {
        assertThat(status(get(keep(WORKED_ON), "state=lost"))).isEqualTo(400);
        assertThat(status(get("999", ""))).isEqualTo(404);
    }

    private static SyncChunk chunkOf(int first, int skus) {
        return new SyncChunk(List.of(), IntStream.range(first, first + skus).mapToObj(i -> Samples.ok(i, "S" + i)).toList(), Map.of());
    }

    /** Keeps a bulk of these chunks; its id. */
    private String keep(SyncChunk... chunks) {
        DirectBulks.Call begun = calls.begin(Samples.envelope("op-1"), "pim", new DefaultExchange(context));
        List<SkuResult> results = new ArrayList<>();
        for (SyncChunk chunk : chunks) {
            calls.note(begun, chunk);
            results.addAll(chunk.results());
        }
        calls.keep(new BulkResult("op-1", BulkStats.of(results, Refreshes.NONE), results, List.of()), begun, 12);
        return Long.toString(calls.list().get(0).id());
    }

    private SkuPage page(String id, String query) {
        assertThat(get(id, query).getException()).isNull();
        return neighbour("answer-as-json").getReceivedExchanges().get(neighbour("answer-as-json").getReceivedCounter() - 1).getMessage()
                .getBody(SkuPage.class);
    }

    private static Integer status(Exchange answer) {
        return answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class);
    }

    private Exchange get(String id, String query) {
        return request("GET", "/rest/V1/nacento-connector/ui/calls/{id}/skus", null, Map.of("id", id, "nacento-query", query));
    }
}
