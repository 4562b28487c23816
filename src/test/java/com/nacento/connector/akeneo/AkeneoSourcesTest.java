package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.lab.pim.PimCatalogue;
import com.nacento.connector.lab.pim.StandInPim;
import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.MovedClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Akeneo's REST API, asked of a stand-in. */
class AkeneoSourcesTest {

    private final PimCatalogue catalogue = new PimCatalogue(Clock.systemUTC());
    private final List<Long> pauses = new CopyOnWriteArrayList<>();
    private final Map<String, String> more = new HashMap<>();
    private StandInPim pim;

    @BeforeEach
    void start() throws IOException {
        pim = new StandInPim(catalogue);
    }

    @AfterEach
    void stop() {
        pim.close();
    }

    @Test
    void productsAreLoadedByUuidWithTheirIdentifierAndTheValuesThatAreNeeded() {
        catalogue.product("A", null, "image", "a.jpg", "price", "9").product("B", null, "image", "b.jpg").product("C", null);

        assertThat(load(key(LoadKey.Kind.UUID, uuid("A")), key(LoadKey.Kind.UUID, uuid("C")), key(LoadKey.Kind.UUID, uuid("unknown")),
                key(LoadKey.Kind.UUID, "no uuid"))).singleElement().satisfies(body -> {
                    assertThat(body.path("products")).hasSize(2);
                    assertThat(body.at("/products/0/identifier").asText()).isEqualTo("A");
                    assertThat(body.at("/products/0/values/image/0/data").asText()).isEqualTo("a.jpg");
                    assertThat(body.at("/products/0/values").has("price")).isFalse();
                });
    }

    @Test
    void productsOfAnOlderAkeneoAreLoadedByIdentifier() {
        catalogue.product("A", null, "image", "a.jpg").product("B", null);

        assertThat(identifiers(load(key(LoadKey.Kind.IDENTIFIER, "A")))).containsExactly("A");
        assertThat(pim.asked()).noneMatch(asked -> asked.startsWith("products-uuid"));
    }

    @Test
    void aModelBringsAllThatDescendsFromIt() {
        catalogue.model("root", null, "image", "r.jpg").model("red", "root").model("other", null).product("red-s", "red")
                .product("red-m", "red")
                .product("root-x", "root").product("alone", null);

        List<JsonNode> bodies = load(key(LoadKey.Kind.MODEL, "root"));

        assertThat(identifiers(bodies)).containsExactlyInAnyOrder("red-s", "red-m", "root-x");
        assertThat(codes(bodies)).containsExactlyInAnyOrder("root", "red");
        assertThat(bodies.toString()).contains("r.jpg");
        assertThat(load(key(LoadKey.Kind.MODEL, "nobody knows"))).allSatisfy(body -> assertThat(body.path("models")).isEmpty());
    }

    @Test
    void aSubModelBringsItsVariantsWithWhatAllOfThemInheritFromAbove() {
        catalogue.model("root", null, "image", "r.jpg").model("red", "root").model("blue", "root").product("red-s", "red")
                .product("blue-s", "blue");

        List<JsonNode> bodies = load(key(LoadKey.Kind.MODEL, "red"));

        assertThat(identifiers(bodies)).containsExactly("red-s");
        assertThat(codes(bodies)).as("not those above, whose own pictures have not changed").containsExactly("red");
        assertThat(bodies).filteredOn(body -> !body.findValues("values").isEmpty()).hasSize(2)
                .allSatisfy(body -> assertThat(body.findValues("image").toString()).contains("r.jpg"));
    }

    @Test
    void pagesOfAHundredAreFollowedToTheEndAtOurOwnAddress() {
        IntStream.range(0, 250).forEach(i -> catalogue.product("P" + i, null, "image", i + ".jpg"));

        List<JsonNode> bodies = load(sources().changed("pim", null));

        assertThat(identifiers(bodies)).hasSize(250).doesNotHaveDuplicates();
        assertThat(bodies).hasSize(4).allMatch(body -> body.path("products").size() <= 100);
    }

    @Test
    void longCodesAreAskedForFewAtATimeSinceWebServersTakeNoLongAddresses() {
        more.put("IMAGES", "gallery(family=packshots,media=file)");
        String[] codes = IntStream.range(0, 100).mapToObj(i -> "\u00fc \"long\" code " + "x".repeat(75) + i).toArray(String[]::new);
        for (String code : codes) {
            catalogue.asset("packshots", code, "a.jpg").product(code, null);
        }
        catalogue.collection(codes[0], "gallery", codes);

        List<JsonNode> bodies = load(Stream.of(codes).map(code -> key(LoadKey.Kind.IDENTIFIER, code)).toArray(LoadKey[]::new));

        assertThat(identifiers(bodies)).containsExactlyInAnyOrder(codes);
        assertThat(bodies).anySatisfy(body -> assertThat(body.at("/assets/packshots")).hasSize(100));
    }

    @Test
    void whatHasChangedIsAskedForInTheServersTimeZone() throws IOException {
        PimCatalogue old = new PimCatalogue(Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneId.of("UTC")));
        old.product("A", null);
        pim.close();
        pim = new StandInPim(old, ZoneId.of("America/New_York"));
        more.put("TIME_ZONE", "America/New_York");

        assertThat(identifiers(load(sources().changed("pim", Instant.parse("2026-11-28T09:59:59Z"))))).containsExactly("A");
        assertThat(identifiers(load(sources().changed("pim", Instant.parse("2026-11-28T10:00:00Z"))))).isEmpty();
        assertThat(pim.asked()).anyMatch(asked -> asked.contains("2026-11-28 04:59:59"));
    }

    @Test
    void assetsAreLoadedByTheirFamily() {
        more.put("IMAGES", "gallery(family=packshots,media=file)");
        catalogue.asset("packshots", "one", "1.jpg").asset("packshots", "two", "2.jpg").asset("others", "one", "o.jpg").product("A", null)
                .collection("A", "gallery", "two", "lost");

        assertThat(load(key(LoadKey.Kind.UUID, uuid("A")))).singleElement().satisfies(body -> {
            assertThat(body.at("/assets/packshots").size()).isEqualTo(1);
            assertThat(body.at("/assets/packshots/two/values/file/0/data").asText()).isEqualTo("2.jpg");
        });
    }

    @Test
    void aFamilyThatIsNotThereIsSaidOnceAndProductsAreLoadedWithoutIt() {
        more.put("IMAGES", "image; gallery(family=typo,media=file); more(family=packshots,media=file)");
        catalogue.asset("packshots", "one", "1.jpg").product("A", null, "image", "a.jpg").collection("A", "gallery", "one")
                .collection("A", "more", "one");
        AkeneoSources sources = sources();

        try (LogLines log = LogLines.open()) {
            for (int i = 0; i < 2; i++) {
                assertThat(load(sources.load("pim", List.of(key(LoadKey.Kind.UUID, uuid("A")))))).singleElement()
                        .satisfies(body -> {
                            assertThat(body.at("/products/0/values/image/0/data").asText()).isEqualTo("a.jpg");
                            assertThat(body.at("/assets/typo")).isEmpty();
                            assertThat(body.at("/assets/packshots")).hasSize(1);
                        });
            }
            assertThat(log.with("has no asset family typo")).hasSize(1);
        }
    }

    @Test
    void whatAProxySaysOfAFamilyIsAnOutage() {
        more.put("IMAGES", "gallery(family=packshots,media=file)");
        catalogue.asset("packshots", "one", "1.jpg").product("A", null).collection("A", "gallery", "one");
        AkeneoSources sources = sources();
        AkeneoLoad load = sources.load("pim", List.of(key(LoadKey.Kind.UUID, uuid("A"))));
        ObjectNode page = sources.page(load);
        pim.answersNext(404, "text/html", "<h1>404</h1>", Map.of());
        assertThatThrownBy(() -> sources.withAssets("pim", page)).isInstanceOf(Outage.class);

        pim.answersNext(404, "application/json", "{\"message\":\"no Route matched with those values\"}", Map.of());
        assertThatThrownBy(() -> sources.withAssets("pim", page)).isInstanceOf(Outage.class);
    }

    @Test
    void onlyAttributesOfWhichThereIsAValueToSeeCountAsVisible() {
        more.put("IMAGES", "image; back; secret");
        more.put("REMOVED", "remove");
        catalogue.product("A", null, "image", "a.jpg", "secret", "s.jpg").product("B", null, "back", "b.jpg").product("B", null)
                .hide("secret");

        JsonNode visible = load(key(LoadKey.Kind.UUID, uuid("A"))).get(0).path("visible");

        assertThat(visible).extracting(JsonNode::asText).containsExactly("image");
    }

    @Test
    void thatAnAttributeIsVisibleIsKeptForTenMinutesAndThatItIsNotForNone() {
        more.put("REMOVED", "remove");
        catalogue.product("A", null, "image", "a.jpg");
        AkeneoSources sources = sources();
        IntStream.range(0, 3).forEach(i -> load(sources.load("pim", List.of(key(LoadKey.Kind.IDENTIFIER, "A")))));

        assertThat(pim.asked()).filteredOn(asked -> asked.startsWith("attributes/image")).hasSize(1);

        catalogue.hide("image");
        AkeneoSources others = sources();
        IntStream.range(0, 3).forEach(i -> load(others.load("pim", List.of(key(LoadKey.Kind.IDENTIFIER, "A")))));
        assertThat(pim.asked()).filteredOn(asked -> asked.startsWith("attributes/image")).hasSize(4);
    }

    @Test
    void theMainIdentifierIsTheSkuAndMayBeAnotherOneTenMinutesLater() {
        MovedClock clock = new MovedClock(Instant.parse("2026-11-28T10:00:00Z"));
        catalogue.product("A", null, "image", "a.jpg", "ean", "400").identifiers("ean", "sku", "ean");
        lastSources = new AkeneoSources(settings("pim"), pauses::add, clock);

        assertThat(identifiers(loadAgain("A"))).containsExactly("400");

        catalogue.identifiers("sku", "sku", "ean");
        clock.pass(Duration.ofMinutes(9));
        assertThat(identifiers(loadAgain("A"))).containsExactly("400");

        clock.pass(Duration.ofMinutes(2));
        assertThat(identifiers(loadAgain("A"))).containsExactly("A");
        assertThat(pim.asked()).filteredOn(asked -> asked.startsWith("attributes ")).hasSize(2);
    }

    @Test
    void aPimThatShowsNoIdentifierAnyMoreChangesNothing() {
        MovedClock clock = new MovedClock(Instant.parse("2026-11-28T10:00:00Z"));
        catalogue.product("A", null, "image", "a.jpg", "ean", "400").identifiers("ean", "sku", "ean");
        lastSources = new AkeneoSources(settings("pim"), pauses::add, clock);
        assertThat(identifiers(loadAgain("A"))).containsExactly("400");

        catalogue.identifiers("none");
        clock.pass(Duration.ofMinutes(11));

        assertThat(identifiers(loadAgain("A"))).containsExactly("400");
    }

    private List<JsonNode> loadAgain(String identifier) {
        return load(lastSources.load("pim", List.of(key(LoadKey.Kind.UUID, uuid(identifier)))));
    }

    @Test
    void onlyWhatPicturesTakeIsKept() {
        more.put("IMAGES", "image; gallery(family=packshots,media=file); drawings(family=packshots,media=drawing)");
        catalogue.asset("packshots", "one", "1.jpg", "drawing", "1.png", "legal", "x".repeat(10_000)).product("A", null, "image", "a.jpg")
                .collection("A", "gallery", "one").associate("A", "B");

        assertThat(load(key(LoadKey.Kind.UUID, uuid("A")))).singleElement().satisfies(body -> {
            assertThat(body.at("/assets/packshots/one").fieldNames()).toIterable().containsExactlyInAnyOrder("code", "values");
            assertThat(body.at("/assets/packshots/one/code").asText()).isEqualTo("one");
            assertThat(body.at("/assets/packshots/one/values").fieldNames()).toIterable().containsExactlyInAnyOrder("file", "drawing");
            assertThat(body.at("/assets/packshots/one/values/drawing/0/data").asText()).isEqualTo("1.png");
            assertThat(body.at("/products/0").fieldNames()).toIterable().contains("identifier", "updated", "values")
                    .doesNotContain("associations", "quantified_associations");
        });
    }

    @Test
    void whatIsLoadedIsAsYoungAsTheEventThatAskedForIt() {
        catalogue.product("A", null);
        Instant soon = Instant.now().plusSeconds(30);

        assertThat(load(new LoadKey(LoadKey.Kind.IDENTIFIER, "A", soon)).get(0).path("loaded_at").asText()).isEqualTo(soon.toString());
        assertThat(Instant.parse(load(new LoadKey(LoadKey.Kind.IDENTIFIER, "A", Instant.EPOCH)).get(0).path("loaded_at").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void aTokenThatHasRunOutIsRenewed() {
        catalogue.product("A", null);
        AkeneoSources sources = sources();

        for (int i = 0; i < 3; i++) {
            assertThat(identifiers(load(sources.load("pim", List.of(key(LoadKey.Kind.IDENTIFIER, "A")))))).containsExactly("A");
            pim.forgetTokens();
        }
    }

    @Test
    void aPimThatAsksForTimeGetsIt() {
        catalogue.product("A", null);
        pim.answersNext(429, "application/json", "{}", Map.of("Retry-After", "3")).answersNext(429, "application/json", "{}", Map.of());

        assertThat(identifiers(load(key(LoadKey.Kind.IDENTIFIER, "A")))).containsExactly("A");
        assertThat(pauses).containsExactly(3000L, 500L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"500 | application/json | {}", "503 | text/html | <html>", "200 | text/html | <html>login</html>",
        "301 | text/html | moved", "422 | application/json | {\"message\":\"Attribute \\\"image\\\" does not exist.\"}"})
    void whateverElseItAnswersIsAnOutageAndNoProductsFault(int status, String type, String body) {
        catalogue.product("A", null);
        AkeneoSources sources = sources();
        load(sources.load("pim", List.of(key(LoadKey.Kind.IDENTIFIER, "A"))));
        pim.answersNext(status, type, body, Map.of());

        assertThatThrownBy(() -> load(sources.load("pim", List.of(key(LoadKey.Kind.IDENTIFIER, "A"))))).isInstanceOfSatisfying(Outage.class,
                outage -> assertThat(outage.part()).isEqualTo(Outage.Part.PIM)).hasMessageContaining(Integer.toString(status))
                .hasMessageStartingWith("Akeneo");
    }

    @Test
    void wrongCredentialsSayWhatToLookAt() {
        more.put("PASSWORD", "wrong");

        assertThatThrownBy(() -> load(key(LoadKey.Kind.IDENTIFIER, "A"))).isInstanceOf(Outage.class).hasMessageContaining("gives no token")
                .hasMessageContaining("client-id").hasMessageNotContaining("wrong");
    }

    @Test
    void aPimThatIsAwayIsAnOutage() {
        pim.close();

        assertThatThrownBy(() -> load(key(LoadKey.Kind.IDENTIFIER, "A"))).isInstanceOf(Outage.class)
                .hasMessageContaining("cannot be asked");
    }

    @Test
    void aPimThatTakesAConnectionAndSaysNothingIsAnOutage() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            more.put("URL", "http://127.0.0.1:" + silent.getLocalPort());
            AkeneoSources sources = new AkeneoSources(settings("pim"), pauses::add, Clock.systemUTC(), Duration.ofSeconds(1));

            assertThatThrownBy(() -> sources.page(sources.changed("pim", null))).isInstanceOf(Outage.class)
                    .hasMessageContaining("does not answer within 1 s");
        }
    }

    @Test
    void aMillionPagesAreReadAndOnesThatGoInACircleAreNot() {
        AkeneoLoad load = AkeneoLoad.changed("pim", null);
        for (int page = 1; page <= 1_000_000; page++) {
            load.page(List.of(), Instant.now().plus(Duration.ofHours(page)));
            load.take(page(page));
        }
        assertThat(load.goesOn()).isTrue();

        assertThatThrownBy(() -> {
            for (int page = 0; page < 1_000_000; page++) {
                load.take(page(page % 7));
            }
        }).isInstanceOf(Outage.class).hasMessageContaining("pages go in a circle");
    }

    @Test
    void whatEventsHaveNamedIsNotLoadedForEver() {
        Instant begin = Instant.now();
        AkeneoLoad load = AkeneoLoad.of("pim", List.of(key(LoadKey.Kind.MODEL, "M")));
        load.page(List.of(), begin);
        load.take(page(1));
        load.page(List.of(), begin.plus(Duration.ofMinutes(15)));

        assertThatThrownBy(() -> load.page(List.of(), begin.plus(Duration.ofMinutes(16)))).isInstanceOf(Outage.class)
                .hasMessageContaining("not all there after 15 minutes");
    }

    private static AkeneoAnswer page(int next) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("_links").putObject("next").put("href", "http://pim.internal/api/rest/v1/products?search_after=" + next);
        return new AkeneoAnswer(json, Instant.now());
    }

    @Test
    void noMoreThanFourCallsAreUnderWayOverAllSources() {
        IntStream.range(0, 50).forEach(i -> catalogue.product("P" + i, null));
        AkeneoSources sources = sources("one", "two");

        List<String> found = IntStream.range(0, 40).parallel().mapToObj(i -> identifiers(load(
                sources.load(i % 2 == 0 ? "one" : "two", List.of(key(LoadKey.Kind.IDENTIFIER, "P" + i)))))).flatMap(List::stream).toList();

        assertThat(found).hasSize(40);
        assertThat(pim.mostUnderWay()).isLessThanOrEqualTo(4);
    }

    @Test
    void withoutAPimNothingIsLoaded() {
        AkeneoSources none = new AkeneoSources(List.of(), pauses::add, Clock.systemUTC());

        assertThat(none.load("pim", List.of(key(LoadKey.Kind.UUID, uuid("A")))).goesOn()).isFalse();
    }

    private List<JsonNode> load(LoadKey... keys) {
        return load(sources().load("pim", List.of(keys)));
    }

    private List<JsonNode> load(AkeneoLoad load) {
        AkeneoSources sources = lastSources;
        List<JsonNode> bodies = new ArrayList<>();
        while (load.goesOn()) {
            ObjectNode body = sources.page(load);
            bodies.add(sources.withVisible(load.source(), sources.withAssets(load.source(), body)));
        }
        return bodies;
    }

    private AkeneoSources lastSources;

    private AkeneoSources sources(String... names) {
        lastSources = new AkeneoSources(settings(names), pauses::add, Clock.systemUTC());
        return lastSources;
    }

    private List<SourceSettings> settings(String... names) {
        Map<String, String> environment = new HashMap<>();
        List<String> all = names.length == 0 ? List.of("pim") : List.of(names);
        environment.put("NACENTO_SOURCES", String.join(",", all));
        for (String name : all) {
            String prefix = "NACENTO_SOURCE_" + name.toUpperCase(Locale.ROOT) + "_";
            environment.put(prefix + "MAPPING", "akeneo-events");
            environment.put(prefix + "IMAGES", "image");
            pim.settings().forEach((key, value) -> environment.put(prefix + key.toUpperCase(Locale.ROOT).replace('-', '_'), value));
            more.forEach((key, value) -> environment.put(prefix + key, value));
        }
        return SettingsInParts.load(null, environment).sources().required();
    }

    private static LoadKey key(LoadKey.Kind kind, String value) {
        return new LoadKey(kind, value, null);
    }

    private static String uuid(String identifier) {
        return java.util.UUID.nameUUIDFromBytes(identifier.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString();
    }

    private static List<String> identifiers(List<JsonNode> bodies) {
        List<String> found = new ArrayList<>();
        bodies.forEach(body -> body.path("products").forEach(product -> found.add(product.path("identifier").asText())));
        return found;
    }

    private static List<String> codes(List<JsonNode> bodies) {
        List<String> found = new ArrayList<>();
        bodies.forEach(body -> body.path("models").forEach(model -> found.add(model.path("code").asText())));
        return found;
    }
}
