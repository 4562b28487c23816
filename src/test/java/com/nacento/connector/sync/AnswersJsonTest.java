package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.bulk.AsyncReceipt;
import com.nacento.connector.bulk.ReceiptItem;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.intake.BulkEnvelope;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersJsonTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aSkuResultWritesEveryFieldInOrderAndNullsOut() throws Exception {
        assertThat(
                json.writeValueAsString(new SkuResult(0, "SKU-001", 10L, new ImageStats(1, 0, 0, 2, 0, List.of()), null, Refreshes.NONE)))
                .isEqualTo(
                        "{\"sku\":\"SKU-001\",\"product_id\":10,\"image_stats\":{\"inserted\":1,\"updated_value\":0,\"updated_meta\":0,"
                                + "\"skipped_no_change\":2,\"removed\":0,\"warnings\":[]},\"error\":null}");
        assertThat(json.writeValueAsString(SkuResult.failed(0, "", null, SyncError.invalidItem("sku: is required"),
                List.of("unknown_field: x")))).isEqualTo(
                        "{\"sku\":\"\",\"product_id\":null,\"image_stats\":{\"inserted\":0,\"updated_value\":0,\"updated_meta\":0,"
                                + "\"skipped_no_change\":0,\"removed\":0,\"warnings\":[\"unknown_field: x\"]},\"error\":\"invalid_item: sku: is "
                                + "required\"}");
    }

    @Test
    void aBulkResultHasTheSumsOfItsResults() throws Exception {
        List<SkuResult> results = List.of(new SkuResult(0, "A", 1L, new ImageStats(1, 2, 3, 4, 0, List.of()), null, Refreshes.NONE),
                SkuResult.failed(1, "B", null, new SyncError(SyncError.Code.PRODUCT_NOT_FOUND, "B"), List.of()),
                new SkuResult(2, "C", 2L, new ImageStats(10, 20, 30, 40, 0, List.of()), null, Refreshes.NONE));
        String body = json.writeValueAsString(
                BulkResult.of(new BulkEnvelope(null, RequestTerms.PLAIN, null, List.of(), List.of("A", "B", "C")),
                        BulkStats.of(results, Refreshes.NONE), results));
        assertThat(body)
                .startsWith("{\"request_id\":null,\"stats\":{\"skus_seen\":3,\"ok\":2,\"error\":1,\"inserted\":11,\"updated_value\":22,"
                        + "\"updated_meta\":33,\"skipped_no_change\":44,\"removed\":0},\"results\":[{\"sku\":\"A\"")
                .endsWith("}]}");
    }

    @Test
    void productsToRefreshAreCountedOnlyWhereSomethingIsRefreshed() throws Exception {
        Refreshes replaced = new Refreshes(true, true, false);
        List<SkuResult> results = List.of(changed(replaced), changed(new Refreshes(true, false, false)), changed(Refreshes.NONE));

        assertThat(json.writeValueAsString(BulkStats.of(results, Refreshes.NONE))).endsWith("\"skipped_no_change\":0,\"removed\":0}");
        assertThat(BulkStats.of(results, new Refreshes(true, false, false)).toRefresh()).as("pages").isEqualTo(2);
        assertThat(json.writeValueAsString(BulkStats.of(results, replaced)))
                .endsWith("\"skipped_no_change\":0,\"removed\":0,\"to_refresh\":2}");
        assertThat(BulkStats.of(results, new Refreshes(false, true, false)).toRefresh()).as("copies alone").isEqualTo(1);
        assertThat(BulkStats.of(List.of(), new Refreshes(false, true, false)).toRefresh()).isZero();
    }

    private static SkuResult changed(Refreshes refreshes) {
        return new SkuResult(0, "A", 1L, new ImageStats(0, 1, 0, 0, 0, List.of()), null, refreshes);
    }

    @Test
    void warningsOfTheEnvelopeAreWrittenOnlyWhenThereAreAny() throws Exception {
        assertThat(json.writeValueAsString(BulkResult.of(
                new BulkEnvelope("op", RequestTerms.PLAIN, null, List.of("unknown_field: x"), List.of()),
                BulkStats.of(List.of(), Refreshes.NONE), List.of()))).isEqualTo(
                        "{\"request_id\":\"op\",\"stats\":{\"skus_seen\":0,\"ok\":0,\"error\":0,\"inserted\":0,\"updated_value\":0,\"updated_meta\":0,"
                                + "\"skipped_no_change\":0,\"removed\":0},\"results\":[],\"warnings\":[\"unknown_field: x\"]}");
    }

    @Test
    void anAsyncReceiptHasOneEntryPerItem() throws Exception {
        AsyncReceipt receipt = AsyncReceipt.of("uuid", List.of(ReceiptItem.accepted(1, "ü"), ReceiptItem.superseded(2, "A", 3),
                ReceiptItem.rejected(3, "", SyncError.invalidItem("must be an object"))), List.of());
        assertThat(json.writeValueAsString(receipt)).isEqualTo("{\"bulk_uuid\":\"uuid\",\"request_items\":["
                + "{\"id\":1,\"data_hash\":\"c03410a5204b21cd8229ff754688d743\",\"status\":\"accepted\",\"error_message\":null},"
                + "{\"id\":2,\"data_hash\":\"7fc56270e7a70fa81a5935b72eacbe29\",\"status\":\"accepted\","
                + "\"error_message\":\"duplicate_sku: item 3 is for the same product and stands\"},"
                + "{\"id\":3,\"data_hash\":\"d41d8cd98f00b204e9800998ecf8427e\",\"status\":\"rejected\","
                + "\"error_message\":\"invalid_item: must be an object\"}],\"errors\":true}");
    }

    @Test
    void aReceiptWithoutRejectedItemsHasNoErrors() {
        assertThat(AsyncReceipt.of("uuid", List.of(ReceiptItem.accepted(1, "A")), List.of()).errors()).isFalse();
    }
}
