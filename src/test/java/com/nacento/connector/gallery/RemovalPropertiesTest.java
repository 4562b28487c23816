package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.OTHER_PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.SHOP;
import static com.nacento.connector.testing.GalleryFixture.SMALL_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.GalleryFixture.meant;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables;
import com.nacento.connector.testing.GalleryTables.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sources, slots, removal and store views in any mixture: requests of two sources on a gallery that has images of nobody, too. */
class RemovalPropertiesTest {

    private static final List<String> PATHS = List.of("/m/y/a.jpg", "/m/y/b.jpg", "/m/y/c.jpg", "/m/y/d.jpg");
    private static final List<String> OF_NOBODY = List.of("/n/o/1.jpg", "/n/o/2.jpg");
    private static final Map<Integer, String> STORES = Map.of(0, "admin", 1, "default", 2, "de", 3, "fr");

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void manyRequestsAtOnceEndAsIfTheyHadBeenWorkedOffOneByOne(@ForAll("requests") List<GalleryRequest> before,
            @ForAll("requests") List<GalleryRequest> requests, @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryTables oneByOne = tables(before, bucket);
        GalleryTables atOnce = oneByOne.copy();
        requests.forEach(request -> sync(oneByOne, List.of(request), bucket));
        sync(atOnce, requests, bucket);
        assertThat(contents(atOnce)).isEqualTo(contents(oneByOne));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void theSameAgainChangesNothing(@ForAll("requests") List<GalleryRequest> before, @ForAll("request") GalleryRequest request,
            @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryTables tables = tables(before, bucket);
        sync(tables, List.of(request), bucket);
        String once = contents(tables);
        ProductSync again = sync(tables, List.of(request), bucket);
        assertThat(contents(tables)).isEqualTo(once);
        assertThat(again.isChanged()).isFalse();
        assertThat(again.plan().changes()).isEmpty();
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void whatNobodyBroughtStaysWithAllThatIsItsAndSoDoesAnotherProduct(@ForAll("requests") List<GalleryRequest> requests,
            @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryTables tables = tables(List.of(), bucket);
        String others = of(tables, OTHER_PRODUCT);
        sync(tables, requests, bucket);
        assertThat(tables.gallery(PRODUCT).images().stream().filter(row -> OF_NOBODY.contains(row.value()))
                .map(row -> row.value() + row.values().size())).containsExactlyInAnyOrder("/n/o/1.jpg2", "/n/o/2.jpg1");
        assertThat(of(tables, OTHER_PRODUCT)).isEqualTo(others);
        assertThat(tables.images().values().stream().filter(image -> "external-video".equals(image.mediaType()))).hasSize(1);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void aDryRunTellsWhatTheRealOneThenWrites(@ForAll("requests") List<GalleryRequest> before, @ForAll("request") GalleryRequest request,
            @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryTables tables = tables(before, bucket);
        SkuResult dry = planned(tables, List.of(request), bucket).dryResultOf(request);
        Map<Long, String> paths = paths(tables);
        Map<String, Object> was = facts(tables);
        ProductSync real = sync(tables, List.of(request), bucket);
        assertThat(dry.stats()).isEqualTo(real.resultOf(request).stats());
        Map<Long, String> now = paths(tables);
        assertThat(told(dry.changes())).isEqualTo(differences(was, facts(tables), paths, now));
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void aPlanThatWasShownIsCarriedOutAsLongAsItWouldChangeTheSameAndNotAfter(@ForAll("requests") List<GalleryRequest> before,
            @ForAll("request") GalleryRequest request, @ForAll("requests") List<GalleryRequest> between,
            @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryTables tables = tables(before, bucket);
        SkuResult shown = planned(tables, List.of(request), bucket).dryResultOf(request);
        GalleryRequest onlyIf = meant(request, request.terms().onlyIf(shown.plan()));
        assertThat(planned(tables, List.of(onlyIf), bucket).dryResultOf(onlyIf).plan()).isEqualTo(shown.plan());
        sync(tables, between, bucket);
        SkuResult now = planned(tables, List.of(request), bucket).dryResultOf(request);
        SkuResult asked = planned(tables, List.of(onlyIf), bucket).dryResultOf(onlyIf);
        if (Set.copyOf(now.changes()).equals(Set.copyOf(shown.changes()))) {
            assertThat(asked.error()).isNull();
            assertThat(asked.plan()).isEqualTo(now.plan()).isEqualTo(shown.plan());
        } else {
            assertThat(asked.error()).startsWith("plan_changed: ");
            assertThat(sync(tables, List.of(onlyIf), bucket).isChanged()).isFalse();
        }
    }

    /** Field by field what is different, images by their rows; of new ones only that they are there, of old ones that they are gone. */
    private static Set<String> differences(Map<String, Object> was, Map<String, Object> is, Map<Long, String> before,
            Map<Long, String> after) {
        Set<String> found = new TreeSet<>();
        before.forEach((row, path) -> {
            if (!after.containsKey(row)) {
                found.add("gone " + path);
            } else if (!after.get(row).equals(path)) {
                found.add("image " + path + " > " + after.get(row));
            }
        });
        after.forEach((row, path) -> {
            if (!before.containsKey(row)) {
                found.add("new " + path);
            }
        });
        Set<String> all = new TreeSet<>(was.keySet());
        all.addAll(is.keySet());
        for (String fact : all) {
            String row = fact.startsWith("#") ? fact.substring(1, fact.indexOf(' ')) : null;
            boolean stays = row == null || before.containsKey(Long.valueOf(row)) && after.containsKey(Long.valueOf(row));
            boolean ofNew = row != null && !before.containsKey(Long.valueOf(row)) && !fact.contains(" admin");
            if ((stays || ofNew) && !Objects.equals(was.get(fact), is.get(fact))) {
                String named = row == null ? fact : after.get(Long.valueOf(row)) + fact.substring(fact.indexOf(' '));
                found.add(named + ": " + was.get(fact) + " > " + is.get(fact));
            }
        }
        return found;
    }

    private static Set<String> told(List<GalleryChange> changes) {
        return changes.stream().map(change -> {
            if (!change.field().equals("image")) {
                boolean role = change.field().startsWith("role");
                return (role ? "" : change.image() + " ") + change.field() + " " + change.store() + ": " + change.from() + " > "
                        + change.to();
            }
            if (change.from() == null) {
                return "new " + ((Map<?, ?>) change.to()).get("file_path");
            }
            return change.to() == null ? "gone " + change.image() : "image " + change.from() + " > " + change.to();
        }).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The images by the id of their value for all stores, which stays when a shared row is left, to their paths. */
    private static Map<Long, String> paths(GalleryTables tables) {
        Map<Long, String> paths = new TreeMap<>();
        tables.gallery(PRODUCT).images().forEach(row -> paths.put(id(row), row.value()));
        return paths;
    }

    private static long id(ImageRow row) {
        return row.values().stream().filter(value -> value.storeId() == 0).findFirst().orElseThrow().recordId();
    }

    /** {@code #<image> label de} and so on to what it says, and {@code role:image de} to the path. */
    private static Map<String, Object> facts(GalleryTables tables) {
        Map<String, Object> facts = new TreeMap<>();
        ProductGallery gallery = tables.gallery(PRODUCT);
        gallery.images().forEach(row -> {
            String place = "#" + id(row) + " ";
            row.values().forEach(value -> {
                String store = " " + STORES.get(value.storeId());
                facts.put(place + "label" + store, value.label());
                facts.put(place + "position" + store, value.position());
                facts.put(place + "disabled" + store, value.disabled());
            });
            row.etags().forEach(etag -> facts.put(place + "etag admin", etag.etag()));
        });
        SHOP.roles().forEach((role, attribute) -> {
            gallery.attributes().getOrDefault(attribute, Map.of())
                    .forEach((store, path) -> facts.put("role:" + role + " " + STORES.get(store),
                            "no_selection".equals(path) ? null : path));
            gallery.attributes().getOrDefault(SHOP.roleLabels().getOrDefault(role, -1), Map.of())
                    .forEach((store, text) -> facts.put("role_label:" + role + " " + STORES.get(store), text));
        });
        return facts;
    }

    private static ProductSync planned(GalleryTables tables, List<GalleryRequest> requests, Map<String, ETagAnswer> bucket) {
        return ProductSync.of(PRODUCT, requests).withGallery(tables.gallery(PRODUCT)).withETags(bucket).planned(SHOP, RemovalLimit.NONE);
    }

    private static ProductSync sync(GalleryTables tables, List<GalleryRequest> requests, Map<String, ETagAnswer> bucket) {
        ProductSync planned = planned(tables, requests, bucket);
        tables.write(GalleryFixture.changes(planned));
        return planned;
    }

    /**
     * What the tables say, whatever the ids of new rows; a value that is empty, NULL or not there says the same, and so does no selection.
     * No gallery row is there that nobody links.
     */
    private static String contents(GalleryTables tables) {
        Set<Long> linked = tables.links().stream().map(GalleryTables.Link::valueId).collect(Collectors.toSet());
        assertThat(tables.images().keySet()).isEqualTo(linked);
        return of(tables, PRODUCT) + " " + of(tables, OTHER_PRODUCT);
    }

    private static String of(GalleryTables tables, long product) {
        ProductGallery gallery = tables.gallery(product);
        return gallery.images().stream()
                .map(row -> row.value() + row.values().stream().map(value -> value.storeId() + "|" + value.label() + "|"
                        + value.position() + "|" + value.disabled()).sorted().toList() + "|" + row.owners() + "|"
                        + row.etags().stream().map(ProductGallery.StoredETag::etag).toList())
                .sorted().toList()
                + " " + gallery.attributes().entrySet().stream().flatMap(attribute -> attribute.getValue().entrySet().stream()
                        .filter(value -> value.getValue() != null && !value.getValue().isEmpty()
                                && !value.getValue().equals("no_selection"))
                        .map(value -> attribute.getKey() + " in store " + value.getKey() + " = " + value.getValue())).sorted().toList();
    }

    /** A gallery with images of nobody, a video and a row that another product links, on which requests were processed. */
    private static GalleryTables tables(List<GalleryRequest> before, Map<String, ETagAnswer> bucket) {
        GalleryTables tables = new GalleryTables();
        long first = tables.image("/n/o/1.jpg", "image", PRODUCT);
        tables.value(new Value(first, 0, PRODUCT, "one", 1L, false), null);
        tables.value(new Value(first, 2, PRODUCT, "eins", null, false), null);
        tables.value(new Value(tables.image("/n/o/2.jpg", "image", PRODUCT), 0, PRODUCT, null, 2L, false), null);
        tables.value(new Value(tables.image("/v/i/v.jpg", "external-video", PRODUCT), 0, PRODUCT, null, 3L, false), null);
        long shared = tables.image("/m/y/a.jpg", "image", PRODUCT, OTHER_PRODUCT);
        tables.value(new Value(shared, 0, PRODUCT, "ours", 4L, false), "e1");
        tables.value(new Value(shared, 0, OTHER_PRODUCT, "theirs", 1L, false), "e9");
        tables.attribute(PRODUCT, IMAGE, 0, "/m/y/a.jpg");
        tables.attribute(PRODUCT, SMALL_IMAGE, 0, "/n/o/1.jpg");
        tables.attribute(PRODUCT, SMALL_IMAGE, 2, "/n/o/2.jpg");
        before.forEach(request -> sync(tables, List.of(request), bucket));
        return tables;
    }

    @Provide
    Arbitrary<List<GalleryRequest>> requests() {
        return request().list().ofMinSize(1).ofMaxSize(4).map(all -> {
            List<GalleryRequest> requests = new ArrayList<>();
            all.forEach(request -> requests.add(new GalleryRequest(requests.size(), "SKU-1", null, at(requests.size()), null, null, null,
                    request.terms(), request.images(), List.of())));
            return requests;
        });
    }

    @Provide
    Arbitrary<GalleryRequest> request() {
        Arbitrary<List<String>> slots = Arbitraries.of("front", "back", "side", "", "").list().ofSize(4);
        Arbitrary<RequestTerms> terms = Combinators.combine(Arbitraries.of("pim", "pim", "erp"), Arbitraries.of(true, true, false),
                Arbitraries.of(true, false), Arbitraries.of("top", "back", "side").list().uniqueElements().ofMaxSize(1))
                .as((source, replaces, allows, empty) -> new RequestTerms(source, replaces, allows, null, empty));
        return Combinators.combine(terms, images(), slots).as((said, images, names) -> {
            Set<String> given = new TreeSet<>(said.emptySlots());
            List<GalleryImage> placed = new ArrayList<>();
            for (GalleryImage image : images) {
                String slot = names.get(placed.size());
                placed.add(new GalleryImage(image.filePath(), image.label(), image.position(), image.disabled(),
                        image.roles().isEmpty() && slot.isEmpty() ? null : image.roles(),
                        slot.isEmpty() || !given.add(slot) ? List.of() : List.of(slot), image.stores(), false));
            }
            return new GalleryRequest(0, "SKU-1", null, at(0), null, null, null, said, placed, List.of());
        });
    }

    private static Arbitrary<List<GalleryImage>> images() {
        Arbitrary<Map<String, ImageInStore>> stores = Combinators
                .combine(Arbitraries.of("de", "fr", "", ""), Arbitraries.of(null, "A", "B"),
                        Arbitraries.of(null, 3L), Arbitraries.of(null, true),
                        Arbitraries.of(List.of("image"), List.of("small_image"), List.<String>of()).injectNull(0.5),
                        Arbitraries.of("label", "position", "disabled", "roles").set().ofMaxSize(2))
                .as((code, label, position, disabled, roles, cleared) -> code.isEmpty()
                        ? Map.of()
                        : Map.of(code, new ImageInStore(cleared, cleared.contains("label") ? null : label,
                                cleared.contains("position") ? null : position, cleared.contains("disabled") ? null : disabled,
                                cleared.contains("roles") ? null : roles)));
        return Combinators.combine(Arbitraries.of(PATHS), Arbitraries.of(null, null, "", "A", "B"), Arbitraries.of(null, null, 1L, 7L),
                Arbitraries.of(null, null, true, false), Arbitraries.of("image", "small_image").list().uniqueElements().ofMaxSize(2),
                stores)
                .as((path, label, position, disabled, roles, views) -> new GalleryImage(path, label, position, disabled, roles,
                        List.of(), views, false))
                .list().ofMaxSize(4).uniqueElements(GalleryImage::filePath);
    }

    @Provide
    Arbitrary<Map<String, ETagAnswer>> buckets() {
        return Arbitraries.of(ETagAnswer.found("e1"), ETagAnswer.found("e1"), ETagAnswer.found("e2"), ETagAnswer.found("e3"),
                ETagAnswer.missing()).list().ofSize(PATHS.size()).map(answers -> {
                    Map<String, ETagAnswer> bucket = new HashMap<>();
                    PATHS.forEach(path -> bucket.put(path, answers.get(bucket.size())));
                    return bucket;
                });
    }
}
