package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bulks and direct calls for the same few products, each with images, labels, positions and roles of its own. Their messages are
 * shuffled, some are delivered twice, two instances process them, while more comes in. The tables must end as in a model that
 * processes everything one by one.
 */
class RandomisedOrderTest extends QueueJourneyTest {

    private static final int PRODUCTS = 6;
    private static final int IMAGES = 5;
    private static final List<String> ROLES = List.of("base", "small", "thumbnail");
    private static final List<String> ATTRIBUTES = List.of("image", "small_image", "thumbnail");

    private final Map<String, Product> model = new TreeMap<>();

    /** What a product must have in the end. */
    private static final class Product {

        private final Map<String, Image> images = new TreeMap<>();
        private final Map<String, String> roles = new TreeMap<>();

        void apply(List<Map<String, Object>> wanted) {
            for (Map<String, Object> one : wanted) {
                String path = (String) one.get("file_path");
                long next = 1 + images.values().stream().mapToLong(image -> image.position).max().orElse(0);
                Image image = images.computeIfAbsent(path, added -> new Image(next));
                image.label = one.containsKey("label") ? (String) one.get("label") : image.label;
                image.position = one.containsKey("position") ? (int) one.get("position") : image.position;
                image.disabled = one.containsKey("disabled") ? (boolean) one.get("disabled") : image.disabled;
                if (one.containsKey("roles")) {
                    roles.put((String) one.get("roles"), path);
                }
            }
        }

        List<String> lines() {
            return images.entrySet().stream().map(image -> image.getKey() + "|" + image.getValue().label + "|" + image.getValue().position
                    + "|" + (image.getValue().disabled ? 1 : 0)).toList();
        }

        List<String> roles() {
            return IntStream.range(0, ROLES.size()).filter(i -> roles.containsKey(ROLES.get(i)))
                    .mapToObj(i -> ATTRIBUTES.get(i) + " " + roles.get(ROLES.get(i)))
                    .sorted().toList();
        }
    }

    private static final class Image {

        private String label = "NULL";
        private long position;
        private boolean disabled;

        Image(long position) {
            this.position = position;
        }
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "0", "nacento.async.skus-per-message", "2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300})
    void theTablesEndAsIfEverythingHadBeenWorkedOffOneByOneInTheOrderOfSubmission(long seed) throws SQLException {
        Random random = new Random(seed);
        for (int i = 0; i < PRODUCTS; i++) {
            shop.addProduct(sku(seed, i));
            model.put(sku(seed, i), new Product());
        }
        for (int i = 0; i < IMAGES; i++) {
            shop.putImage(path(i), "picture " + i);
        }
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            submit(random, seed, uuids);
        }
        List<Taken> messages = new ArrayList<>(queues.takeAll(ShopQueues.BULK));
        messages.addAll(messages.stream().filter(message -> random.nextInt(3) == 0).toList());
        Collections.shuffle(messages, random);
        messages.forEach(message -> queues.publish(ShopQueues.BULK, message));
        Map<String, String> worker = Map.of("nacento.rabbitmq.consumers", "3", "nacento.http.enabled", "false");
        RunningConnector first = RunningConnector.start(shop, worker);
        RunningConnector second = RunningConnector.start(shop, worker);
        try {
            for (int i = 0; i < 12; i++) {
                submit(random, seed, uuids);
            }
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> queues.count(ShopQueues.BULK) == 0 && inFlight(first) == 0 && inFlight(second) == 0);
            bulks.awaitNothingOpen();
        } finally {
            first.stop();
            second.stop();
        }
        assertThat(queues.count(ShopQueues.BULK)).isZero();
        for (String uuid : uuids) {
            assertThat(bulks.statuses(uuid)).allMatch(status -> status.endsWith(":1"));
        }
        for (int i = 0; i < PRODUCTS; i++) {
            String sku = sku(seed, i);
            assertThat(galleries.of(sku)).as("%s with the seed %s", sku, seed).isEqualTo(model.get(sku).lines());
            assertThat(roles(sku)).as("roles of %s with the seed %s", sku, seed).isEqualTo(model.get(sku).roles());
        }
    }

    /** A bulk of some products, or a direct call for one; it is applied to the model when it has been taken. */
    private void submit(Random random, long seed, List<String> uuids) {
        Map<String, List<Map<String, Object>>> items = new LinkedHashMap<>();
        List<Integer> products = new ArrayList<>(IntStream.range(0, PRODUCTS).boxed().toList());
        Collections.shuffle(products, random);
        boolean direct = random.nextInt(4) == 0;
        products.subList(0, direct ? 1 : 1 + random.nextInt(PRODUCTS)).forEach(product -> items.put(sku(seed, product), images(random)));
        if (direct) {
            items.forEach((sku, images) -> await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                Answer answer = connector.sync(sku, "{\"images\":" + json(images) + "}");
                // other writers may hold the rows: nothing is written then
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }));
        } else {
            uuids.add(Bulks.uuid(connector.bulkAsync(request(items.entrySet().stream()
                    .map(item -> "{\"sku\":\"" + item.getKey() + "\",\"images\":" + json(item.getValue()) + "}").toArray(String[]::new)))));
        }
        items.forEach((sku, images) -> model.get(sku).apply(images));
    }

    private static List<Map<String, Object>> images(Random random) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, IMAGES).boxed().toList());
        Collections.shuffle(places, random);
        List<Map<String, Object>> images = new ArrayList<>();
        for (int place : places.subList(0, 1 + random.nextInt(3))) {
            Map<String, Object> image = new LinkedHashMap<>();
            image.put("file_path", path(place));
            Stream.of("label", "position", "disabled", "roles").filter(field -> random.nextInt(3) > 0)
                    .forEach(field -> image.put(field, switch (field) {
                        case "label" -> "label " + random.nextInt(1000);
                        case "position" -> random.nextInt(20);
                        case "disabled" -> random.nextBoolean();
                        default -> ROLES.get(random.nextInt(ROLES.size()));
                    }));
            images.add(image);
        }
        return images;
    }

    private static String json(List<Map<String, Object>> images) {
        return images.stream().map(image -> image.entrySet().stream().map(field -> "\"" + field.getKey() + "\":" + switch (field.getKey()) {
            case "roles" -> "[\"" + field.getValue() + "\"]";
            case "position", "disabled" -> field.getValue().toString();
            default -> "\"" + field.getValue() + "\"";
        }).collect(Collectors.joining(",", "{", "}"))).collect(Collectors.joining(",", "[", "]"));
    }

    private List<String> roles(String sku) throws SQLException {
        return shop.texts(
                "SELECT CONCAT(a.attribute_code, ' ', v.value) FROM {prefix}catalog_product_entity_varchar v JOIN {prefix}eav_attribute a "
                        + "USING (attribute_id)"
                        + " JOIN {prefix}catalog_product_entity p USING (entity_id) WHERE p.sku = ? AND v.store_id = 0 AND "
                        + "a.frontend_input = 'media_image' ORDER BY 1",
                sku);
    }

    private static int inFlight(RunningConnector worker) {
        return worker.connector().main().getCamelContext().getInflightRepository().size("consume-bulk-messages");
    }

    private static String sku(long seed, int product) {
        return "order-" + seed + "-" + product;
    }

    private static String path(int image) {
        return "/r/o/order" + image + ".jpg";
    }
}
