package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.WriteCounters;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A real call that asks for no more than what a dry run has shown. */
class OnlyIfPlanTest extends JourneyTest {

    private static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";
    private static final String WAITING = "SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
            + " ON p.id = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()";

    private void product(String sku) throws SQLException {
        shop.addProduct(sku);
        shop.putImage("/i/p/" + sku + "-a.jpg", "a");
        shop.putImage("/i/p/" + sku + "-b.jpg", "b");
        connector.sync(sku, "{\"images\":[{\"file_path\":\"/i/p/" + sku + "-a.jpg\",\"label\":\"A\",\"roles\":[\"base\"]}]}");
    }

    private static String item(String sku, String plan) {
        return "{\"sku\":\"" + sku + "\",\"mode\":\"replace\"," + (plan == null ? "" : "\"if_plan\":\"" + plan + "\",")
                + "\"images\":[{\"file_path\":\"/i/p/" + sku + "-b.jpg\",\"roles\":[\"base\"]}]}";
    }

    private String plan(String sku) {
        return connector.post(BULK + "?dry_run=true", "{\"items\":[" + item(sku, null) + "]}").json().at("/results/0/plan").textValue();
    }

    private long images(String sku) throws SQLException {
        return shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value LIKE '/i/p/" + sku + "-%'");
    }

    private static String relabel(String sku) {
        return "UPDATE catalog_product_entity_media_gallery_value v JOIN catalog_product_entity p USING (entity_id)"
                + " SET v.label = 'by an admin' WHERE p.sku = '" + sku + "'";
    }

    @Test
    void whatIsAsTheDryRunHasShownItIsDoneAndWhatIsNotIsRefusedAlone() throws Exception {
        product("if-same");
        product("if-other");
        String same = plan("if-same");
        String other = plan("if-other");
        shop.execute(relabel("if-other"));

        JsonNode results = connector.post(BULK, "{\"items\":[" + item("if-same", same) + "," + item("if-other", other) + "]}").json()
                .path("results");

        assertThat(results.at("/0/error").isNull()).as(results.toString()).isTrue();
        assertThat(results.at("/0/image_stats/removed").intValue()).isEqualTo(1);
        assertThat(results.at("/0").has("plan")).as("only a dry run has a plan").isFalse();
        assertThat(results.at("/1/error").textValue()).startsWith("plan_changed: ");
        assertThat(results.at("/1/image_stats/removed").intValue()).isZero();
        assertThat(shop.texts("SELECT value FROM catalog_product_entity_media_gallery WHERE value LIKE '/i/p/if-other-%'"))
                .containsExactly("/i/p/if-other-a.jpg");
    }

    @Test
    void aRefusedProductIsNeitherLockedNorWritten() throws Exception {
        product("if-unlocked");
        String shown = plan("if-unlocked");
        shop.execute(relabel("if-unlocked"));
        WriteCounters before = WriteCounters.read(shop);

        try (Connection other = locked("if-unlocked")) {
            assertThat(connector.post(BULK, "{\"items\":[" + item("if-unlocked", shown) + "]}").body()).contains("plan_changed: ");
            other.rollback();
        }

        assertThat(WriteCounters.read(shop).since(before)).isEmpty();
    }

    @Test
    void whatChangesBetweenTheComparisonAndTheLockIsRefusedToo() throws Exception {
        product("if-late");
        String shown = plan("if-late");
        CompletableFuture<Answer> call;
        try (Connection other = locked("if-late"); Statement admin = other.createStatement()) {
            call = CompletableFuture.supplyAsync(() -> connector.post(BULK, "{\"items\":[" + item("if-late", shown) + "]}"));
            await().atMost(Duration.ofSeconds(30)).until(() -> shop.number(WAITING) == 1);
            admin.executeUpdate(relabel("if-late"));
            other.commit();
        }

        assertThat(call.join().json().at("/results/0/error").textValue()).startsWith("plan_changed: ");
        assertThat(images("if-late")).isEqualTo(1);
    }

    @Test
    void aPictureThatIsAnotherOneByNowIsAnotherPlan() throws Exception {
        product("if-picture");
        String shown = plan("if-picture");
        shop.putImage("/i/p/if-picture-b.jpg", "another picture");

        assertThat(connector.post(BULK, "{\"items\":[" + item("if-picture", shown) + "]}").body()).contains("plan_changed: ");
        assertThat(images("if-picture")).isEqualTo(1);
    }

    /** Ten products are one chunk, however small chunks are cut on a busy machine: they are compared in the same order both times. */
    @Test
    void whatTheBrakeHasHeldBackInTheDryRunItHoldsBackInTheRealOne() throws Exception {
        List<String> skus = IntStream.rangeClosed(1, 10).mapToObj("if-brake-%02d"::formatted).toList();
        List<String> images = IntStream.rangeClosed(1, 12).mapToObj("{\"file_path\":\"/i/b/%02d.jpg\"}"::formatted).toList();
        for (int image = 1; image <= 12; image++) {
            shop.putImage("/i/b/%02d.jpg".formatted(image), "picture " + image);
        }
        for (String sku : skus) {
            shop.addProduct(sku);
        }
        connector.bulk(brake(skus, sku -> null, "merge", String.join(",", images)));
        String left = String.join(",", images.subList(0, 6));

        JsonNode dry = connector.post(BULK + "?dry_run=true", brake(skus, sku -> null, "replace", left)).json();
        Map<String, String> shown = new HashMap<>();
        dry.path("results").forEach(result -> shown.put(result.path("sku").textValue(), result.path("plan").textValue()));
        JsonNode real = connector.bulk(brake(skus, shown::get, "replace", left)).json();

        assertThat(dry.at("/stats/removed").intValue()).as("108 seen, 48 gone").isEqualTo(48);
        assertThat(real.path("stats")).isEqualTo(dry.path("stats"));
        assertThat(real.at("/stats/ok").intValue()).as(real.toString()).isEqualTo(10);
    }

    private static String brake(List<String> skus, UnaryOperator<String> plan, String mode, String images) {
        return skus.stream().map(sku -> "{\"sku\":\"" + sku + "\","
                + (plan.apply(sku) == null ? "" : "\"if_plan\":\"" + plan.apply(sku) + "\",") + "\"images\":[" + images + "]}")
                .collect(Collectors.joining(",", "{\"mode\":\"" + mode + "\",\"items\":[", "]}"));
    }

    @Test
    void theCallForOneProductAnswersThatTheConditionFailed() throws Exception {
        product("if-one");
        String call = "/rest/V1/nacento-connector/products/if-one/media";
        String images = "\"images\":[{\"file_path\":\"/i/p/if-one-b.jpg\"}]}";
        String shown = connector.post(call + "?dry_run=true", "{" + images).json().path("plan").textValue();

        assertThat(connector.post(call, "{\"if_plan\":\"another\"," + images).status()).isEqualTo(412);
        assertThat(images("if-one")).isEqualTo(1);
        assertThat(connector.post(call, "{\"if_plan\":\"" + shown + "\"," + images).status()).isEqualTo(200);
        assertThat(images("if-one")).isEqualTo(2);
        assertThat(connector.post(call, "{\"if_plan\":\"" + shown + "\"," + images).status()).as("it is done").isEqualTo(412);
        assertThat(connector.post(call, "{\"if_plan\":5," + images).status()).isEqualTo(400);
    }

    @Test
    void theQueueTakesNoConditionSinceNobodyWouldHearThatItFailed() throws Exception {
        product("if-queue");

        Answer receipt = connector.post(BULK + "/async", "{\"items\":[" + item("if-queue", plan("if-queue")) + "]}");

        assertThat(receipt.json().at("/request_items/0/status").textValue()).as(receipt.body()).isEqualTo("rejected");
        assertThat(receipt.json().at("/request_items/0/error_message").textValue()).startsWith("invalid_item: if_plan: ");
    }

    private Connection locked(String sku) throws SQLException {
        Connection other = shop.connect();
        other.setAutoCommit(false);
        try (Statement lock = other.createStatement()) {
            lock.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE sku = '" + sku + "' FOR UPDATE").close();
        }
        return other;
    }
}
