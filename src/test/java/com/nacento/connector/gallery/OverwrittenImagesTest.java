package com.nacento.connector.gallery;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverwrittenImagesTest {

    private static final Refreshes ALL = new Refreshes(true, true, true);

    private final OverwrittenImages changes = new OverwrittenImages(ALL);

    @Test
    void anotherPictureIsStoredTouchedAndForgotten() {
        assertThat(changes.add(image("etag_record", 7L, "s3_etag", "old"), ETagAnswer.found("new"))).isTrue();

        assertThat(changes.parameters()).containsOnly(
                Map.entry("etags",
                        "[{\"record_id\":7,\"product_id\":10,\"value_id\":100,\"etag\":\"new\",\"content\":null,\"brought_by\":null}]"),
                Map.entry("touched", "[10]"),
                Map.entry("new_refreshes", "[{\"product_id\":10,\"file_path\":\"/a/b.jpg\",\"replaced\":1},"
                        + "{\"product_id\":10,\"file_path\":null,\"replaced\":1}]"));
    }

    @Test
    void whatIsKnownWritesNothing() {
        assertThat(changes.add(image("etag_record", 7L, "s3_etag", "\"same\""), ETagAnswer.found("same"))).isFalse();
        assertThat(changes.parameters()).isEmpty();
    }

    @Test
    void theSamePictureUnderAnotherETagIsOnlyNoted() {
        changes.add(image("etag_record", 7L, "s3_etag", "old", "s3_content", "old 5 abc="), ETagAnswer.found("new", "5 abc="));

        assertThat(changes.parameters()).containsOnlyKeys("etags");
        assertThat(changes.parameters().get("etags").toString()).contains("\"content\":\"new 5 abc=\"");
    }

    @Test
    void aPictureWithAnotherChecksumIsAnother() {
        changes.add(image("etag_record", 7L, "s3_etag", "old", "s3_content", "old 5 abc="), ETagAnswer.found("new", "5 def="));
        assertThat(changes.parameters()).containsOnlyKeys("etags", "touched", "new_refreshes");
    }

    @Test
    void whoHasBroughtItStaysNoted() {
        changes.add(image("etag_record", 7L, "s3_etag", "old", "brought_by", "{\"erp\":[\"image_1\"]}"), ETagAnswer.found("new"));
        assertThat(changes.parameters().get("etags").toString()).contains("\"brought_by\":\"{\\\"erp\\\":[\\\"image_1\\\"]}\"");
    }

    @Test
    void whatThePhpModuleHasWrittenSinceIsYoungerAndTakesOver() {
        ShownImage image = image("etag_record", 7L, "s3_etag", "new", "module_record", 9L, "module_etag", "\"modules\"");
        assertThat(image.stored()).isEqualTo("modules");

        assertThat(changes.add(image, ETagAnswer.found("new"))).isTrue();

        assertThat(changes.parameters()).containsEntry("dead_etags", "[7]");
        assertThat(changes.parameters().get("etags").toString()).contains("\"record_id\":9");
    }

    @Test
    void aRowOfTheModuleIsBroughtEvenWithoutAnETag() {
        ShownImage image = image("module_record", 9L);
        assertThat(image.isBrought()).isTrue();
        assertThat(changes.add(image, ETagAnswer.found("first"))).isTrue();
        assertThat(changes.parameters()).containsEntry("touched", "[10]");
    }

    @Test
    void whatNobodyHasBroughtIsForgottenAndNotWritten() {
        for (ShownImage image : List.of(image(), image("etag_record", 7L, "s3_etag", "old", "brought_by", "{}"))) {
            assertThat(image.isBrought()).isFalse();
            assertThat(new OverwrittenImages(ALL).add(image, ETagAnswer.found("new"))).isFalse();
            OverwrittenImages forgotten = new OverwrittenImages(ALL);
            assertThat(forgotten.forget(image)).isTrue();
            assertThat(forgotten.parameters()).containsOnlyKeys("new_refreshes");
            assertThat(new OverwrittenImages(Refreshes.NONE).forget(image)).as("nothing is refreshed in this shop").isFalse();
        }
    }

    @Test
    void aProductWithTwoSuchImagesIsTouchedOnce() {
        changes.add(image("etag_record", 7L, "s3_etag", "old"), ETagAnswer.found("new"));
        changes.add(image("value_id", 101L, "value", "c.jpg", "etag_record", 8L, "s3_etag", "old"), ETagAnswer.found("new"));
        assertThat(changes.parameters()).containsEntry("touched", "[10]");
        assertThat(changes.parameters().get("new_refreshes").toString()).contains("/c.jpg");
    }

    @Test
    void twinsAmongTheValueRowsAreOneImage() {
        assertThat(ShownImage.of(List.of(rowOf("etag_record", 7L, "s3_etag", "a"),
                rowOf("etag_record", 7L, "s3_etag", "a", "module_record", 9L, "module_etag", "b")))).singleElement()
                .satisfies(image -> assertThat(image.stored()).isEqualTo("b"));
    }

    private static ShownImage image(Object... more) {
        return ShownImage.of(List.of(rowOf(more))).get(0);
    }

    private static Map<String, Object> rowOf(Object... more) {
        Map<String, Object> row = row("product_id", 10L, "value_id", 100L, "value", "/a/b.jpg");
        row.putAll(row(more));
        return row;
    }
}
