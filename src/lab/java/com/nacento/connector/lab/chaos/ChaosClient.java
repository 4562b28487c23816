package com.nacento.connector.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.lab.chaos.ModelProduct.Asked;
import com.nacento.connector.lab.chaos.ModelRequest.Wanted;
import com.nacento.connector.lab.chaos.Submission.Told;
import com.nacento.connector.lab.chaos.Submission.Way;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * A PIM: one call after the other, each sent when the one before was answered or has broken, so that the order of submission is
 * known. What it was told goes to the model. A call that is refused for the moment is sent again as another one.
 */
final class ChaosClient {

    static final String UNKNOWN_SKU = "NO-SUCH-SKU";
    static final String FORBIDDEN_SKU = "OTHER-7";
    static final String FORBIDDEN_PATH = "/c/7/forbidden.jpg";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BULK = "V1/nacento-connector/products/media/bulk";
    /** The store view by whose address some of the calls are sent. */
    private static final String VIEW = "de";
    private static final int DIRECT_SKUS = 10;
    private static final int FEW = 8;
    private static final int EMPTY = 20;
    private static final List<String> SLOTS = List.of("front", "back", "side", "detail");
    private static final int OFTEN = 2;
    private static final int SELDOM = 4;
    private static final int CALLS_AT_LEAST = 6;
    private static final int PATIENCE_SECONDS = 120;

    private final ChaosStage stage;
    private final Ledger ledger;
    private final List<ModelProduct> products;
    private final String name;
    private final Random random;
    private final ModelViews views;
    private final Wave wave;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
            .build();
    /** Whether a request may say that there are no images. */
    private boolean mayBeEmpty = true;
    /** Some of the requests are to come late. They name no slots: which row had which file in between cannot always be known afterwards. */
    private boolean isLate;
    private int calls;

    /**
     * A client.
     *
     * @param products those that nobody else asks for at the same time
     * @param name     no other client of the wave has it
     */
    ChaosClient(ChaosStage stage, Ledger ledger, List<ModelProduct> products, Wave wave, String name,
            long seed) {
        this.stage = stage;
        this.ledger = ledger;
        this.products = new ArrayList<>(products);
        this.wave = wave;
        this.name = Ledger.prefix(wave.number()) + name + "-";
        this.random = new Random(seed);
        this.views = new ModelViews(random, ModelGallery.ROLES.keySet());
    }

    /** An item of a call. */
    private record Item(ModelProduct product, String sku, ModelRequest request) {
    }

    private static Item odd(String sku, Wanted image) {
        return new Item(null, sku, ModelRequest.plain(image));
    }

    /** First all products in one bulk, then some of them again and again, until the faults have ended. */
    void askOften() throws Exception {
        askOnce();
        for (int round = 1; round < CALLS_AT_LEAST || wave.faultsEnded().getCount() > 0; round++) {
            boolean idle = ledger.open() < products.size() / 2;
            if (random.nextInt(3) > 0) {
                bulk(items(idle ? products.size() : 1 + random.nextInt(Math.max(1, products.size() / 10)), this::images), false);
            } else {
                direct(items(1 + random.nextInt(DIRECT_SKUS), this::images));
            }
            pause(random.nextInt(idle ? 100 : 1_000));
        }
    }

    /** All products in one bulk. */
    void askOnce() throws Exception {
        bulk(items(products.size(), this::images), true);
    }

    /** All products, some at a time, the first image of each always: the one that {@link #askForOthers} leaves out. */
    void askForFirst() throws Exception {
        isLate = true;
        mayBeEmpty = false;
        for (List<ModelProduct> few : fewAtATime(products.size())) {
            bulk(items(few, sku -> images(sku, image -> image == 0 || random.nextBoolean())), false);
        }
        mayBeEmpty = true;
    }

    /** Most of the products, some at a time, with most of their images, but never the first one; each second call is a direct one. */
    void askForOthers() throws Exception {
        isLate = true;
        for (List<ModelProduct> few : fewAtATime(products.size() * 3 / 4)) {
            List<Item> items = items(few, sku -> images(sku, image -> image > 0 && random.nextInt(4) > 0));
            if (random.nextBoolean()) {
                bulk(items, false);
            } else {
                direct(items);
            }
        }
    }

    private List<List<ModelProduct>> fewAtATime(int size) {
        List<ModelProduct> some = some(size);
        List<List<ModelProduct>> calls = new ArrayList<>();
        for (int from = 0; from < some.size(); from += FEW) {
            calls.add(some.subList(from, Math.min(from + FEW, some.size())));
        }
        return calls;
    }

    private void pause(int milliseconds) throws InterruptedException {
        if (wave.faultsEnded().await(milliseconds, TimeUnit.MILLISECONDS)) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
        }
    }

    private void bulk(List<Item> wanted, boolean odd) throws Exception {
        List<Item> items = new ArrayList<>(wanted);
        if (items.size() > 1) {
            // an item that is for the same product as a later one counts for nothing
            Item stands = items.get(items.size() - 1);
            items.add(0, new Item(null, stands.sku(),
                    request(stands.sku(), stands.request().source(), stands.request().view(), images(stands.sku()))));
        }
        if (odd) {
            items.add(odd(UNKNOWN_SKU, new Wanted("/c/0/a.jpg", null, null, null, null, null, null)));
            items.add(odd(FORBIDDEN_SKU, new Wanted(FORBIDDEN_PATH, null, "never", null, null, List.of("image"), null)));
            items.add(odd(ChaosShop.sku(1), new Wanted("/c/../passwd.jpg", null, null, null, null, null, null)));
        }
        for (boolean again = true; again;) {
            String requestId = name + ++calls;
            HttpResponse<String> answer = post(address(items) + BULK + "/async", requestId, items);
            Told told = answer == null ? Told.UNKNOWN : switch (answer.statusCode()) {
                case 200 -> Told.ACCEPTED;
                case 429 -> Told.REFUSED;
                default -> Told.UNKNOWN;
            };
            if (told != Told.REFUSED) {
                Submission submission = new Submission(requestId, Way.ASYNC, told);
                JsonNode receipt = told == Told.ACCEPTED ? JSON.readTree(answer.body()).path("request_items") : null;
                for (int i = 0; i < items.size(); i++) {
                    book(submission, i + 1, items.get(i), receipt == null ? null : receipt.path(i));
                }
            }
            // without an answer a PIM sends it again, or has something newer by then
            again = answer == null ? odd || random.nextBoolean() : answer.statusCode() != 200;
            if (again) {
                pause(200 + random.nextInt(500));
            }
        }
    }

    private void book(Submission submission, int key, Item item, JsonNode receipt) {
        if (receipt != null && receipt.path("status").asText().equals("rejected")) {
            ledger.refused(item.sku(), receipt.path("error_message").asText());
        } else if (item.product() != null) {
            item.product().asked(new Asked(submission, key, item.request()));
            ledger.asked(submission);
        } else if (receipt != null) {
            ledger.special(submission, key, item.sku());
        }
    }

    private void direct(List<Item> items) throws Exception {
        HttpResponse<String> answer = post(address(items) + BULK, name + ++calls, items);
        if (answer != null && answer.statusCode() == 429) {
            return;
        }
        Map<String, JsonNode> results = new HashMap<>();
        if (answer != null && answer.statusCode() == 200) {
            JSON.readTree(answer.body()).path("results").forEach(result -> results.put(result.path("sku").asText(), result));
            results.values().forEach(result -> ledger.result(result.path("sku").asText(), result.path("error").asText("")));
        }
        boolean refused = answer != null && answer.statusCode() == 503 && answer.body().contains("storage_unavailable");
        int place = 0;
        for (Item item : items) {
            Submission submission = new Submission(name + calls, Way.DIRECT, refused ? Told.REFUSED : told(results.get(item.sku())));
            item.product().asked(new Asked(submission, ++place, item.request()));
            ledger.asked(submission);
        }
    }

    /** A commit whose answer was lost is reported as database_unavailable, by a 503 as by a result: it may be in the tables. */
    private static Told told(JsonNode result) {
        if (result == null) {
            return Told.UNKNOWN;
        }
        String error = result.path("error").asText("");
        return result.path("error").isNull() ? Told.ACCEPTED : error.startsWith("storage_unavailable") ? Told.REFUSED : Told.UNKNOWN;
    }

    private List<Item> items(int size, Function<String, List<Wanted>> images) {
        return items(some(size), images);
    }

    private List<ModelProduct> some(int size) {
        Collections.shuffle(products, random);
        return List.copyOf(products.subList(0, Math.min(size, products.size())));
    }

    /** The items of a call. */
    private List<Item> items(List<ModelProduct> some, Function<String, List<Wanted>> images) {
        String source = source();
        String view = random.nextInt(6) == 0 ? VIEW : null;
        return some.stream().map(
                product -> new Item(product, product.sku(), request(product.sku(), source, view, images.apply(product.sku())))).toList();
    }

    /** Of a whole call. */
    private String source() {
        return random.nextInt(3) == 0 ? "erp" : "pim";
    }

    /** How it is meant: what is seldom named is seldom taken away, but by those that come late, which must leave it to younger ones. */
    private ModelRequest request(String sku, String source, String view, List<Wanted> images) {
        boolean replaces = random.nextInt(isLate ? 2 : isNamedSeldom(sku) ? 6 : 3) == 0;
        List<Wanted> named = random.nextInt(EMPTY) == 0 && mayBeEmpty ? List.of() : images;
        List<String> free = SLOTS.stream().filter(slot -> named.stream().noneMatch(image -> slot.equals(image.slot()))).toList();
        List<String> empty = random.nextInt(6) == 0 && !free.isEmpty() && !isLate
                ? List.of(free.get(random.nextInt(free.size())))
                : List.of();
        ModelRequest request = new ModelRequest(source, null, replaces,
                random.nextInt(4) > 0 ? null : Boolean.valueOf(random.nextBoolean()), empty, named);
        return view == null ? request : request.byAddressOf(view);
    }

    private static String address(List<Item> items) {
        return items.stream().map(item -> item.request().view()).filter(Objects::nonNull).map(view -> "/rest/" + view + "/").findFirst()
                .orElse("/rest/");
    }

    /** Images of each second product are named seldom: what went wrong with them is not put right by the next request. */
    private List<Wanted> images(String sku) {
        int seldom = isNamedSeldom(sku) ? SELDOM : OFTEN;
        return images(sku, image -> random.nextInt(seldom) == 0);
    }

    private static boolean isNamedSeldom(String sku) {
        return ChaosShop.product(sku) % 2 == 0;
    }

    private List<Wanted> images(String sku, IntPredicate isNamed) {
        int product = ChaosShop.product(sku);
        List<Wanted> images = new ArrayList<>();
        List<String> slots = new ArrayList<>(isLate ? List.of() : SLOTS);
        Collections.shuffle(slots, random);
        for (int image = 0; image < ChaosShop.IMAGES; image++) {
            if (isNamed.test(image)) {
                String label = random.nextInt(3) == 0 ? null : random.nextInt(6) == 0 ? "" : name + (calls + 1) + " " + image;
                // another file each time: what stood in the slot has a new path
                String slot = random.nextBoolean() || slots.isEmpty() ? null : slots.remove(0);
                images.add(new Wanted(ChaosShop.path(product, image), slot, label, position(),
                        random.nextInt(3) > 0 ? null : Boolean.valueOf(random.nextBoolean()), roles(),
                        views.next(name + (calls + 1) + " " + image)));
            }
        }
        Collections.shuffle(images, random);
        for (int i = images.size() - 1; i >= 0; i--) {
            Wanted image = images.get(i);
            if (image.slot() != null && !slots.isEmpty() && random.nextInt(10) == 0) {
                images.add(i + 1, new Wanted(image.path(), slots.remove(0), null, position(), null, roles(), null));
            }
        }
        return images;
    }

    private Long position() {
        return random.nextInt(2) == 0 ? null : Long.valueOf(random.nextInt(1_000));
    }

    private List<String> roles() {
        List<String> roles = ModelGallery.ROLES.keySet().stream().filter(role -> random.nextInt(4) == 0).toList();
        return roles.isEmpty() && random.nextBoolean() ? null : roles;
    }

    /** Messages of somebody else's on the topic, one a product: they are known by their ids alone. */
    int drop() throws IOException, TimeoutException {
        List<Item> items = items(products.size(), this::images);
        for (Item item : items) {
            String id = name + ++calls;
            String source = source();
            ModelRequest request = new ModelRequest(source, null, item.request().replaces(), item.request().allowEmpty(),
                    item.request().emptySlots(), item.request().images());
            ObjectNode body = source.equals("pim") ? JSON.createObjectNode() : JSON.createObjectNode().put("source", source);
            stage.broker().drop(stage.topic(), id, JSON.writeValueAsBytes(ModelJson.write(body, item.sku(), request)));
            Submission submission = new Submission(id, Way.DROPPED, Told.ACCEPTED);
            item.product().asked(new Asked(submission, 1, request));
            ledger.asked(submission);
        }
        return items.size();
    }

    /** The answer, or {@code null} if the request went out and none came. */
    private HttpResponse<String> post(String path, String requestId, List<Item> items) throws IOException, InterruptedException {
        byte[] body = body(requestId, items);
        while (true) {
            URI base = somebody();
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                    .header("Authorization", "Bearer " + stage.token()).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                ledger.answered(answer.statusCode(), answer.body());
                return answer;
            } catch (ConnectException | HttpConnectTimeoutException nobodyThere) {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (IOException broken) {
                ledger.answered(0, broken.toString());
                return null;
            }
        }
    }

    private URI somebody() throws InterruptedException {
        while (true) {
            List<URI> up = stage.instances().stream().flatMap(instance -> instance.http().stream()).toList();
            if (!up.isEmpty()) {
                return up.get(random.nextInt(up.size()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static byte[] body(String requestId, List<Item> items) throws IOException {
        ObjectNode request = JSON.createObjectNode().put("request_id", requestId);
        items.stream().map(item -> item.request().source()).filter(source -> !source.equals("pim")).findFirst()
                .ifPresent(source -> request.put("source", source));
        ArrayNode list = request.putArray("items");
        items.forEach(item -> ModelJson.write(list.addObject(), item.sku(), item.request()));
        return JSON.writeValueAsBytes(JSON.createObjectNode().set("request", request));
    }
}
