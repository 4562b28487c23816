package com.nacento.connector.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.lab.demo.DemoApi.Answer;
import com.nacento.connector.lab.stage.Pictures;
import com.nacento.connector.lab.stage.RepeatedLook;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The demo's story: three ways in, one picture that changes, what the same bulk writes then, and what the shop forgets by it; then a
 * gallery that follows the PIM, and a PIM that says by itself what has changed.
 */
final class DemoStory {

    private static final String API = "/rest/V1/nacento-connector/products/";
    private static final String CHANGED = "/b/i/bike-red-1.jpg";
    private static final String CHANGED_SKU = "BIKE-RED";
    private static final int OPEN = 4;
    private static final RepeatedLook PATIENCE = new RepeatedLook(Duration.ofSeconds(30), Duration.ofMillis(100));

    /** The page of the product whose picture changes, and one that does not show it. */
    private static final String PAGE = "/city-bike-red.html";
    private static final String OTHER_PAGE = "/trail-tent.html";
    private static final String OTHER_SKU = "TENT-2P";
    private static final String OTHER_PICTURE = "/b/i/bike-red-2.jpg";

    private final DemoStage stage;
    private final DemoShop shop;
    private final ShopFront front;
    private final DemoApi api;
    private final DemoScreen screen;
    private final DemoAnswers answers;
    private final DemoChecks checks = new DemoChecks();

    DemoStory(DemoStage stage, DemoScreen screen) {
        this.stage = stage;
        this.shop = stage.shop();
        this.front = stage.front();
        this.api = stage.api();
        this.screen = screen;
        this.answers = new DemoAnswers(screen);
    }

    /** Tells the story; the answer is what went right and wrong in it. */
    DemoChecks tell() throws Exception {
        oneProduct();
        manyProducts();
        throughTheBroker();
        changedPicture();
        sameBulkAgain();
        whatWouldBeDeleted();
        whatDeletingNeeds();
        new ReplaceStory(stage, screen, checks).tell();
        new PimStory(stage, screen, checks).tell();
        return checks;
    }

    private void oneProduct() throws IOException, InterruptedException {
        screen.section("One product, now (its SKU is \"AB/12 ü\", percent-encoded in the address)");
        Answer answer = api.post(API + "AB%2F12%20%C3%BC/media", "single.json");
        screen.wrapped(answer.status() + "  ", answer.body().toString());
        checks.expect("single call: status", 200, answer.status());
        checks.expect("single call: error", "null", answer.body().path("error"));
        checks.expect("single call: inserted", 2, answer.body().at("/image_stats/inserted"));
    }

    private void manyProducts() throws IOException, InterruptedException {
        screen.section("Many products, now (one is not in the shop, one picture is not in the bucket)");
        Answer answer = api.post(API + "media/bulk", "bulk.json");
        answers.showBulk(answer);
        expectStats("first bulk", answer, Map.of("skus_seen", 6, "ok", 5, "error", 1,
                "inserted", 5, "updated_value", 3, "updated_meta", 6, "skipped_no_change", 0));
    }

    private void throughTheBroker() throws Exception {
        screen.section("Many products, through the message broker");
        Answer receipt = api.post(API + "media/bulk/async", "async.json");
        String uuid = receipt.body().path("bulk_uuid").asText();
        answers.show(receipt, "request_items");
        checks.expect("async call: status", 200, receipt.status());
        checks.expect("async call: errors", false, receipt.body().path("errors"));
        if (receipt.status() != 200) {
            return;
        }

        String path = "/rest/V1/bulk/" + uuid + "/status";
        screen.gap();
        screen.line(api.curl(path));
        screen.gap();
        Answer status = awaitOperations(path);
        answers.showOperations(status);
        checks.expect("async call: operations", 5, status.body().path("operations_list").size());
        for (JsonNode operation : status.body().path("operations_list")) {
            checks.expect("async call: status of operation " + operation.path("id"), 1, operation.path("status"));
        }
    }

    /** Asks until no operation is open; what is still open after half a minute is left to the checks to name. */
    private Answer awaitOperations(String path) throws Exception {
        PATIENCE.until(() -> StreamSupport.stream(api.get(path).body().path("operations_list").spliterator(), false)
                .noneMatch(operation -> operation.path("status").asInt() == OPEN));
        return api.get(path);
    }

    private void changedPicture() throws Exception {
        visitors();
        screen.section("A photographer replaces one picture in the bucket, under the same path");
        shop.awaitNextSecond();
        String key = Pictures.key(CHANGED);
        String before = shop.bucket().etag(key);
        shop.bucket().put(key, Pictures.readChanged(CHANGED));
        screen.line(shop.bucket().name() + "/" + key);
        screen.line("ETag " + before + " becomes " + shop.bucket().etag(key));
    }

    private void sameBulkAgain() throws IOException, InterruptedException, SQLException {
        screen.section("The same bulk again: only that picture is written");
        Map<String, Long> before = shop.checksums();
        Answer answer = api.post(API + "media/bulk", "bulk.json");
        answers.showBulk(answer);
        expectStats("second bulk", answer, Map.of("skus_seen", 6, "ok", 5, "error", 1,
                "inserted", 0, "updated_value", 0, "updated_meta", 1, "skipped_no_change", 10, "to_refresh", 1));
        checks.expect("second bulk: the product with the changed picture", 1,
                answer.body().at("/results/0/image_stats/updated_meta"));

        screen.section("What the second bulk changed in Magento's tables, and what stands there for " + CHANGED_SKU);
        Map<String, Long> after = shop.checksums();
        List<List<String>> tables = new ArrayList<>();
        before.forEach((table, checksum) -> tables.add(List.of(table, checksum.equals(after.get(table)) ? "as before" : why(table))));
        screen.table(List.of("table", "content"), tables);
        before.forEach((table, checksum) -> checks.expect("second bulk: " + table + " changed",
                !why(table).isEmpty(), !checksum.equals(after.get(table))));
        showGallery();
    }

    /** Magento resizes pictures and caches pages for the first visitors. */
    private void visitors() throws Exception {
        awaitRefreshed();
        front.resize(CHANGED);
        front.resize(OTHER_PICTURE);
        front.visit(PAGE, shop.productId(CHANGED_SKU));
        front.visit(OTHER_PAGE, shop.productId(OTHER_SKU));
    }

    private void whatWouldBeDeleted() throws Exception {
        screen.section("What visitors see now: the page is fetched anew, but with old copies of the picture");
        awaitRefreshed();
        screen.wrapped("", "The page of " + CHANGED_SKU
                + " is no longer cached: the connector has sent PURGE (here to a small stand-in for Varnish)."
                + " Magento never makes a resized copy anew that exists. With nacento.cache.resized-images=dry the connector deletes none,"
                + " its log says which it would:");
        List<String> log = stage.log("delete-resized-images");
        log.forEach(line -> screen.wrapped("", line));
        screen.gap();
        showFront();
        checks.expect("dry: lines in the log", 1, log.size());
        checks.expect("dry: the log names a copy", true, log.stream().allMatch(line -> line.contains(front.copies(CHANGED).get(0))));
        expectFront("dry", true);
    }

    /** Deleting alone would leave Magento believing in the copies. */
    private void whatDeletingNeeds() {
        screen.section("Why nothing is deleted here");
        screen.wrapped("",
                "Magento remembers for ever which objects it has seen in the bucket, in its default cache. If somebody else deletes a "
                        + "copy, it goes on"
                        + " believing in it: it makes no new one, and answers visitors with an empty picture. So "
                        + "nacento.cache.resized-images=on is refused unless"
                        + " nacento.cache.redis.default-address names the Redis with that cache, which this demo does not have; there the "
                        + "connector makes Magento forget"
                        + " each copy before and after its deletion. docs/caches.md says what else belongs to it.");
    }

    /** Waits until the connector has processed what the shop must forget, half a minute at the most. */
    private void awaitRefreshed() throws Exception {
        PATIENCE.until(shop::isRefreshed);
    }

    private void showFront() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(front.isCached(PAGE) ? "cached" : "purged", "page " + PAGE + " of " + CHANGED_SKU));
        rows.add(List.of(front.isCached(OTHER_PAGE) ? "cached" : "purged", "page " + OTHER_PAGE + " of " + OTHER_SKU));
        for (String picture : List.of(CHANGED, OTHER_PICTURE)) {
            String there = picture.equals(CHANGED) ? "old" : "there";
            front.copies(picture).forEach(key -> rows.add(List.of(shop.bucket().has(key) ? there : "deleted", key)));
        }
        rows.add(List.of(shop.bucket().has(Pictures.key(CHANGED)) ? "there" : "deleted", Pictures.key(CHANGED)));
        screen.table(List.of("now", "page, or object in the bucket"), rows);
    }

    private void expectFront(String step, boolean copies) {
        checks.expect(step + ": the page of " + CHANGED_SKU + " is cached", false, front.isCached(PAGE));
        checks.expect(step + ": the page of " + OTHER_SKU + " is cached", true, front.isCached(OTHER_PAGE));
        front.copies(CHANGED).forEach(key -> checks.expect(step + ": " + key + " is there", copies, shop.bucket().has(key)));
        front.copies(OTHER_PICTURE).forEach(key -> checks.expect(step + ": " + key + " is there", true, shop.bucket().has(key)));
        checks.expect(step + ": the picture itself is there", true, shop.bucket().has(Pictures.key(CHANGED)));
    }

    /** Why a table changes when a picture does; empty for a table that must not. */
    private static String why(String table) {
        return switch (table) {
            case "nacento_media_gallery_meta" -> "one new ETag";
            case "catalog_product_entity" -> "updated_at of " + CHANGED_SKU;
            default -> "";
        };
    }

    private void showGallery() throws SQLException {
        List<DemoShop.Row> gallery = shop.gallery(CHANGED_SKU);
        screen.gap();
        screen.table(List.of("value_id", "position", "value", "ETag", "label; roles"), gallery.stream().map(row -> List.of(
                String.valueOf(row.valueId()), String.valueOf(row.position()), row.value(), DemoAnswers.shortened(row.etag()),
                row.label() + (row.roles() == null ? "" : "; " + row.roles()))).toList());
        String etag = shop.bucket().etag(Pictures.key(CHANGED));
        checks.expect("the table's ETag of " + CHANGED, etag, gallery.stream()
                .filter(row -> row.value().equals(CHANGED)).map(DemoShop.Row::etag).findFirst().orElse(null));
    }

    private void expectStats(String step, Answer answer, Map<String, Integer> expected) {
        checks.expect(step + ": status", 200, answer.status());
        expected.forEach((name, value) -> checks.expect(step + ": " + name, value, answer.body().at("/stats/" + name)));
        List<String> errors = answer.body().path("results").findValuesAsText("error").stream().filter(error -> !error.equals("null"))
                .toList();
        checks.expect(step + ": the only error is about the unknown SKU", true,
                errors.size() == 1 && errors.get(0).startsWith("product_not_found"));
    }
}
