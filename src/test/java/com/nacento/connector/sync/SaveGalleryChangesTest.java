package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.galleryRow;
import static com.nacento.connector.routes.Samples.product;
import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SaveGalleryChangesTest extends RouteTest {

    private static final String MARK = "savepoint";
    private static final String PATH = "/a/a/a.jpg";

    @BeforeEach
    void product10IsThereAndHasNoImage() {
        database.answers("lock-products", List.of(row("product_id", 10L)));
        database.answers("insert-gallery-images", List.of(row("value_id", 500L, "value", PATH)));
        database.answers("insert-gallery-values", List.of(row("record_id", 700L, "value_id", 500L, "product_id", 10L)));
        has();
    }

    @Test
    void aNewImageIsWrittenInOneTransactionBehindItsLock() {
        save(withETag(product(10, PATH)));

        assertThat(database.journal()).containsExactly("begin", "lock-products", MARK, "insert-gallery-images", "link-gallery-images",
                "insert-gallery-values", "save-etags", "touch-products", "insert-finished-requests", "commit");
        assertThat(database.parametersOf("link-gallery-images").get("new_links")).asString().contains("\"value_id\":500",
                "\"product_id\":10");
        assertThat(database.parametersOf("save-etags").get("etags")).asString().contains("\"record_id\":700", "\"etag\":\"e1\"");
    }

    @Test
    void idsThatMySqlDoesNotReturnAreReadAndTheMarkByWhichTheyAreReadIsTakenOff() {
        shop.meet(Samples.MYSQL);
        database.answers("insert-gallery-images", List.of());
        database.answers("insert-gallery-values", List.of());
        database.answers("find-new-gallery-images", List.of(row("value_id", 501L, "value", PATH)));
        database.answers("find-new-gallery-values", List.of(row("record_id", 701L, "value_id", 501L, "product_id", 10L)));

        save(withETag(product(10, PATH)));

        assertThat(database.journal()).containsExactly("begin", "lock-products", MARK, "insert-gallery-images", "find-new-gallery-images",
                "update-new-gallery-images", "link-gallery-images", "insert-gallery-values", "find-new-gallery-values", "save-etags",
                "touch-products", "insert-finished-requests", "commit");
        assertThat(database.parametersOf("update-new-gallery-images").get("new_links")).asString().contains("\"value_id\":501");
        assertThat(database.parametersOf("save-etags").get("etags")).asString().contains("\"record_id\":701");
    }

    @Test
    void whatWasWrittenByAnotherInTheMeantimeIsNotWrittenAgain() {
        has(galleryRow(10, PATH, "e1"));

        SyncChunk chunk = save(withETag(product(10, PATH)));

        assertThat(database.journal()).containsExactly("begin", "lock-products", "commit");
        assertThat(chunk.products().get(0).results().get(0).stats().skippedNoChange()).isEqualTo(1);
    }

    @Test
    void anotherETagIsAllThatIsWrittenOfAChangedPicture() {
        has(galleryRow(10, PATH, "e0"));

        save(withETag(product(10, PATH)));

        assertThat(database.journal()).containsExactly("begin", "lock-products", MARK, "save-etags", "touch-products",
                "insert-finished-requests",
                "commit");
    }

    @Test
    void aRoleIsWrittenWithoutTouchingTheImagesRows() {
        has(galleryRow(10, PATH, "e1"));

        save(withETag(ProductSync.of(10, List.of(new GalleryRequest(0, "SKU-10", null, Samples.SUBMITTED, null, null, null,
                List.of(new GalleryImage(PATH, null, null, null, List.of("image"))), List.of())))));

        assertThat(database.journal()).containsExactly("begin", "lock-products", MARK, "save-roles", "touch-products",
                "insert-finished-requests",
                "commit");
    }

    @Test
    void aPathWithoutSlashIsPutRightInPlace() {
        has(galleryRow(10, PATH.substring(1), "e1"));

        save(withETag(product(10, PATH)));

        assertThat(database.journal()).containsExactly("begin", "lock-products", MARK, "update-gallery-paths", "touch-products",
                "insert-finished-requests", "commit");
    }

    @Test
    void twinsAreMergedBeforeTheLinkOfTheLoserGoes() {
        Map<String, Object> twin = galleryRow(10, PATH, null);
        twin.put("value_id", 2_000L);
        twin.put("record_id", 2_001L);
        has(galleryRow(10, PATH, "e1"), twin);

        save(withETag(product(10, PATH)));

        assertThat(database.journal()).containsExactly("begin", "lock-products", MARK, "delete-gallery-values", "unlink-gallery-images",
                "delete-gallery-images", "touch-products", "insert-finished-requests", "commit");
    }

    @Test
    void theRequestAndItsOperationEndInTheSameTransaction() {
        has(Samples.requestRow(10, 7, PATH));

        save(withETag(Samples.waitingProduct(10, 7, PATH)));

        assertThat(database.journal()).endsWith("touch-products", "update-requests", "update-operations", "commit");
        assertThat(database.parametersOf("update-operations").get("finished_operations")).asString()
                .contains("\"bulk_uuid\":\"bulk-1\"", "\"operation_key\":1", "\"status\":1", "1 inserted");
    }

    @Test
    void aProductThatWasDeletedMeanwhileFailsAloneAndIsNotWritten() {
        database.answers("lock-products", List.of());

        SyncChunk chunk = save(withETag(product(10, PATH)));

        assertThat(chunk.products().get(0).error()).hasToString("product_not_found: the product was deleted meanwhile");
        assertThat(database.journal()).containsExactly("begin", "lock-products", "commit");
    }

    @Test
    void aFailureThatIsNobodysFaultRollsAllBack() {
        database.fails("save-etags", Samples.deadlock());

        assertThat(send(chunk(withETag(product(10, PATH))), Map.of(),
                Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false))).getException())
                .hasStackTraceContaining(Samples.deadlock().getMessage());

        assertThat(database.journal()).endsWith("save-etags", "rollback").doesNotContain("commit", "touch-products");
    }

    @Test
    void aProductThatIsAloneWithItsRefusedRowFails() {
        database.fails("save-etags", Samples.rowRefused());

        assertThat(send(chunk(withETag(product(10, PATH))), Map.of(),
                Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false))).getException())
                .hasStackTraceContaining("Data too long");

        assertThat(database.journal()).endsWith("save-etags", "rollback").doesNotContain("commit", "touch-products");
    }

    @Test
    void whomAStatementRefusesIsLeftOutAndTheOthersAreWrittenTogether() {
        database.answers("lock-products", List.of(row("product_id", 10L), row("product_id", 11L), row("product_id", 12L)));
        SQLException refusal = Samples.rowRefused();
        database.answers("insert-gallery-images", parameters -> {
            if (parameters.get("new_images").toString().contains("/b/b/b.jpg")) {
                throw refusal;
            }
            return List.of(row("value_id", 500L, "value", PATH), row("value_id", 501L, "value", PATH));
        });
        SyncChunk chunk = chunk(withETag(product(10, PATH)),
                product(11, "/b/b/b.jpg").withETags(Map.of("/b/b/b.jpg", ETagAnswer.found("e1"))), withETag(product(12, PATH)));

        Exchange answer = send(chunk, Map.of(), Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false)));

        assertThat(answer.getException()).isNull();
        assertThat(database.journal()).containsExactly("begin", "lock-products", MARK, "insert-gallery-images", "insert-gallery-images",
                "insert-gallery-images", "insert-gallery-images", "back to the savepoint", "insert-gallery-images",
                "link-gallery-images", "insert-gallery-values", "save-etags", "touch-products", "insert-finished-requests", "commit");
        assertThat(answer.getMessage().getBody(SyncChunk.class).products()).extracting(ProductSync::productId).containsExactly(10L, 12L);
        assertThat(database.parametersOf("touch-products").get("touched")).isEqualTo("[10,12]");
    }

    private static ProductSync withETag(ProductSync product) {
        return product.withETags(Map.of(PATH, ETagAnswer.found("e1")));
    }

    /** What the second look, under the lock, shows. */
    @SafeVarargs
    private void has(Map<String, Object>... rows) {
        answers("load-gallery-state",
                exchange -> exchange.getMessage().setBody(Samples.withState(exchange.getMessage().getBody(SyncChunk.class), rows)));
    }

    private SyncChunk save(ProductSync product) {
        Exchange answer = send(chunk(product), Map.of(), Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false)));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(SyncChunk.class);
    }
}
