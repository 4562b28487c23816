package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** When images that a request does not name stay nevertheless, and when they go after all. */
class RemovalBrakesTest extends QueueJourneyTest {

    private static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";
    private static final int PRODUCTS = 60;
    /** 33 products of three images each are 99: too few to judge by. With the next product there are enough, and too many are gone. */
    private static final int GONE = 99;

    @Test
    void aMissingObjectWithholdsEveryRemovalUntilItIsThere() throws Exception {
        addProduct("MISSING", "/m/i/old.jpg", "/m/i/new.jpg");
        connector.sync("MISSING", "{\"images\":[{\"file_path\":\"/m/i/old.jpg\",\"roles\":[\"base\"]}]}");
        String request = "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/m/i/new.jpg\"},{\"file_path\":\"/m/i/late.jpg\"}]}";

        Answer withheld = connector.sync("MISSING", request);

        assertThat(withheld.counts()).as("all else is done").isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(removed(withheld)).isZero();
        assertThat(withheld.json().at("/image_stats/warnings").toString()).isEqualTo("[\"file_not_found: /m/i/late.jpg\","
                + "\"removal_withheld: an object of the item is missing\"]");
        assertThat(galleries.labels("MISSING")).containsExactly("/m/i/new.jpg NULL", "/m/i/old.jpg NULL");
        assertThat(galleries.roles("MISSING")).contains("image|0|/m/i/old.jpg");

        shop.putImage("/m/i/late.jpg", "late");
        assertThat(removed(connector.sync("MISSING", request))).isEqualTo(1);
        assertThat(galleries.labels("MISSING")).containsExactly("/m/i/late.jpg NULL", "/m/i/new.jpg NULL");
        assertThat(galleries.roles("MISSING")).contains("image|0|no_selection");
    }

    @Test
    void anItemWithoutImagesRemovesAllOnlyIfItSaysSo() throws Exception {
        addProduct("EMPTY", "/e/m/a.jpg", "/e/m/b.jpg");
        connector.sync("EMPTY", "{\"images\":[{\"file_path\":\"/e/m/a.jpg\"},{\"file_path\":\"/e/m/b.jpg\"}]}");

        Answer withheld = connector.bulk("{\"mode\":\"replace\",\"items\":[{\"sku\":\"EMPTY\",\"images\":[]}]}");

        assertThat(withheld.result(0).at("/image_stats/warnings/0").textValue()).startsWith("removal_withheld: ").contains("allow_empty");
        assertThat(withheld.result(0).path("error").isNull()).isTrue();
        assertThat(galleries.of("EMPTY")).hasSize(2);

        Answer allowed = connector.bulk("{\"mode\":\"replace\",\"items\":[{\"sku\":\"EMPTY\",\"allow_empty\":true,\"images\":[]}]}");
        assertThat(allowed.json().at("/stats/removed").intValue()).isEqualTo(2);
        assertThat(galleries.of("EMPTY")).isEmpty();
        Answer again = connector.sync("EMPTY", "{\"mode\":\"replace\",\"images\":[]}");
        assertThat(again.json().at("/image_stats/warnings")).as("nothing is there to be withheld").isEmpty();
    }

    @Test
    void theEnvelopeMayAllowEmptyForAllItems() throws Exception {
        addProduct("EMPTY-ALL", "/e/a/a.jpg");
        connector.sync("EMPTY-ALL", "{\"images\":[{\"file_path\":\"/e/a/a.jpg\"}]}");

        String uuid = Bulks.uuid(connector.bulkAsync("{\"request\":{\"mode\":\"replace\",\"allow_empty\":true,\"items\":["
                + "{\"sku\":\"EMPTY-ALL\",\"images\":[]}]}}"));

        bulks.awaitStatuses(uuid, "1:1");
        assertThat(bulks.message(uuid, 1)).isEqualTo("0 inserted, 0 updated, 0 new ETags, 0 unchanged, 1 removed");
    }

    @Test
    void aBulkThatRemovesTooMuchStopsRemoving() throws Exception {
        Answer stopped = replaceAll("many", "");

        assertThat(stopped.json().at("/stats/removed").intValue()).isEqualTo(GONE);
        assertThat(stopped.json().at("/stats/ok").intValue()).isEqualTo(PRODUCTS);
        assertThat(stopped.json().at("/stats/inserted").intValue()).as("all else is done").isEqualTo(PRODUCTS);
        assertThat(withheld(stopped)).isEqualTo(PRODUCTS - GONE / 3);
        assertThat(imagesOf("many")).isEqualTo(PRODUCTS + 3 * (PRODUCTS - GONE / 3));

        Answer rest = connector.bulk(replacing("many", ",\"max_removals\":100"));
        assertThat(rest.json().at("/stats/removed").intValue()).isEqualTo(3 * PRODUCTS - GONE);
        assertThat(withheld(rest)).isZero();
        assertThat(imagesOf("many")).isEqualTo(PRODUCTS);
    }

    @Test
    void aBulkThatMayRemoveAllRemovesAll() throws Exception {
        assertThat(replaceAll("all", ",\"max_removals\":100").json().at("/stats/removed").intValue()).isEqualTo(3 * PRODUCTS);
        assertThat(imagesOf("all")).isEqualTo(PRODUCTS);
    }

    @Test
    void whatIsWithheldIsUpToTheOrderOfTheItemsHoweverTheBulkIsCut() throws Exception {
        fill("cut");
        List<Integer> order = IntStream.range(0, PRODUCTS).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(3));
        List<String> skus = order.stream().map(product -> "cut" + product).toList();
        String body = "{\"mode\":\"replace\"," + items(skus, "{\"file_path\":\"/b/r/new.jpg\"}") + "}";
        List<String> late = skus.subList(GONE / 3, PRODUCTS);
        for (int size : new int[] {1, 7, 25}) {
            RunningConnector cut = RunningConnector.start(shop, Map.of("nacento.bulk.chunk-size", "" + size));
            try {
                assertThat(withheldOf(cut.post(BULK + "?dry_run=true", body))).as("in chunks of %d", size).isEqualTo(late);
            } finally {
                cut.stop();
            }
        }

        assertThat(withheldOf(connector.bulk(body))).isEqualTo(late);
        assertThat(imagesOf("cut")).isEqualTo(PRODUCTS + 3 * late.size());
    }

    @Test
    void theMessagesOfAnAsynchronousBulkAreCountedTogether() throws Exception {
        fill("async");
        String uuid = Bulks.uuid(connector.bulkAsync(replacing("async", "")));

        bulks.awaitStatuses(uuid, IntStream.rangeClosed(1, PRODUCTS).mapToObj(key -> key + ":1").toArray(String[]::new));
        assertThat(imagesOf("async")).isEqualTo(PRODUCTS + 3 * (PRODUCTS - GONE / 3));
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}magento_operation WHERE bulk_uuid = ?"
                + " AND result_message LIKE '1 inserted, 0 updated, 0 new ETags, 0 unchanged; removal_withheld: the bulk %'", uuid))
                .isEqualTo(PRODUCTS - GONE / 3);
    }

    @Test
    void theShareIsASetting() throws Exception {
        fill("set");
        RunningConnector generous = RunningConnector.start(shop, Map.of("nacento.gallery.max-removals", "100"));
        try {
            assertThat(generous.bulk(replacing("set", "")).json().at("/stats/removed").intValue()).isEqualTo(3 * PRODUCTS);
        } finally {
            // not closed: that would remove the queues, which both use
            generous.stop();
        }
    }

    @Test
    void theModeIsASettingToo() throws Exception {
        addProduct("MODE", "/m/o/old.jpg", "/m/o/new.jpg");
        RunningConnector replacing = RunningConnector.start(shop, Map.of("nacento.gallery.mode", "replace"));
        try {
            replacing.sync("MODE", "{\"images\":[{\"file_path\":\"/m/o/old.jpg\"}]}");

            assertThat(removed(replacing.sync("MODE", "{\"mode\":\"merge\",\"images\":[{\"file_path\":\"/m/o/new.jpg\"}]}"))).isZero();
            assertThat(removed(replacing.sync("MODE", "{\"images\":[{\"file_path\":\"/m/o/new.jpg\"}]}"))).isEqualTo(1);
        } finally {
            replacing.stop();
        }
    }

    private Answer replaceAll(String name, String terms) throws Exception {
        fill(name);
        return connector.bulk(replacing(name, terms));
    }

    /** The SKUs of which nothing was removed, in the order of the answer. */
    private static List<String> withheldOf(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(answer.json().path("results").spliterator(), false)
                .filter(result -> result.at("/image_stats/warnings").toString().contains("removal_withheld"))
                .map(result -> result.path("sku").textValue()).toList();
    }

    /** Each product has three images of its own. */
    private void fill(String name) throws Exception {
        for (int product = 0; product < PRODUCTS; product++) {
            addProduct(name + product);
        }
        for (String image : new String[] {"a", "b", "c", "new"}) {
            shop.putImage("/b/r/" + image + ".jpg", image);
        }
        Answer filled = connector.bulk("{" + items(name, "{\"file_path\":\"/b/r/a.jpg\"},{\"file_path\":\"/b/r/b.jpg\"},"
                + "{\"file_path\":\"/b/r/c.jpg\"}") + "}");
        assertThat(filled.json().at("/stats/inserted").intValue()).isEqualTo(3 * PRODUCTS);
    }

    /** Each product shall have another image, and no more. */
    private static String replacing(String name, String terms) {
        return "{\"mode\":\"replace\"" + terms + "," + items(name, "{\"file_path\":\"/b/r/new.jpg\"}") + "}";
    }

    private static String items(String name, String images) {
        return items(IntStream.range(0, PRODUCTS).mapToObj(product -> name + product).toList(), images);
    }

    private static String items(List<String> skus, String images) {
        return "\"items\":["
                + skus.stream().map(sku -> "{\"sku\":\"" + sku + "\",\"images\":[" + images + "]}").collect(Collectors.joining(",")) + "]";
    }

    private long imagesOf(String name) throws Exception {
        return shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_to_entity"
                + " JOIN {prefix}catalog_product_entity USING (entity_id) WHERE sku REGEXP ?", "^" + name + "[0-9]+$");
    }

    private static int removed(Answer answer) {
        return answer.json().at("/image_stats/removed").intValue();
    }

    private static long withheld(Answer answer) {
        return StreamSupport.stream(answer.json().path("results").spliterator(), false).map(result -> result.at("/image_stats/warnings"))
                .map(JsonNode::toString).filter(warnings -> warnings.contains("removal_withheld: the bulk has removed more")).count();
    }
}
