package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.pim.EventSender;
import com.nacento.connector.lab.pim.PimCatalogue;
import com.nacento.connector.lab.pim.StandInPim;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A PIM whose products no client names. While faults happen somebody edits it; of what it tells then a part is lost, doubled, or comes
 * after something younger, and now and then it does not answer. What it says in the end, the shop must say too.
 */
final class ChaosPim implements AutoCloseable {

    static final int PRODUCTS = 40;

    private static final String SOURCE = "akeneo";
    private static final String SECRET = "chaos";
    private static final String KEY = "nacento.source." + SOURCE + ".";
    private static final int PLACES = 4;
    private static final int LOST = 20;
    private static final int DOUBLED = 20;
    private static final int LATE = 20;
    private static final int FOLDER = 10;
    /** The end of an image's line in {@link ChaosShop#galleriesOfPim}, if it has that role. */
    static final String BASE = " base";

    private final ChaosStage stage;
    private final Random random;
    private final PimCatalogue catalogue = new PimCatalogue(Clock.systemUTC());
    private final StandInPim pim;
    private final EventSender sender;
    private final Map<String, Product> products = new TreeMap<>();
    /** By SKU, what may have got the role of the first place in the shop: places, and the files that stood in one of them. */
    private final Map<String, Set<Integer>> placesOfRole = new TreeMap<>();
    private final Map<String, Set<String>> filesOfRole = new TreeMap<>();
    private int files;
    private long edits;

    /** What the PIM has and the shop has not, and the other way round. */
    record Difference(String sku, SortedSet<String> missing, SortedSet<String> odd) {
    }

    /** What stands in the PIM of a product: place to path. */
    private record Product(String name, SortedMap<Integer, String> files) {
    }

    ChaosPim(ChaosStage stage, long seed) throws IOException {
        this.stage = stage;
        this.random = new Random(seed);
        pim = new StandInPim(catalogue);
        sender = new EventSender(EventSender.Kind.EVENTS_API, catalogue, this::hook, SECRET, Clock.systemUTC(), seed).badDays(LOST, DOUBLED,
                LATE);
    }

    /** All that makes a source of it. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nacento.sources", SOURCE);
        settings.put(KEY + "mapping", "akeneo-events");
        settings.put(KEY + "images", "image_1:base; image_2; image_3; image_4");
        settings.put(KEY + "label", "name");
        settings.put(KEY + "removed", "remove");
        settings.put(KEY + "secret", SECRET);
        settings.put(KEY + "reconcile", "1s");
        pim.settings().forEach((name, value) -> settings.put(KEY + name, value));
        return settings;
    }

    /** Edits until the faults of a wave have ended. */
    void edit(Wave wave) throws InterruptedException {
        do {
            if (random.nextInt(10) == 0) {
                // to whoever asks next
                pim.answersNext(random.nextBoolean() ? 500 : 429, "text/html", "<h1>Oops</h1>", Map.of("Retry-After", "1"));
            }
            List<String> edited = new ArrayList<>();
            for (int i = random.nextInt(15); i >= 0; i--) {
                String sku = ChaosShop.skuOfPim(1 + random.nextInt(PRODUCTS));
                products.put(sku, edited(products.getOrDefault(sku, new Product("", new TreeMap<>()))));
                save(sku);
                edited.add(sku);
            }
            edits += edited.size();
            sender.updated(edited.stream().distinct().toList());
        } while (!wave.faultsEnded().await(random.nextInt(400), TimeUnit.MILLISECONDS));
    }

    private Product edited(Product before) {
        SortedMap<Integer, String> now = new TreeMap<>(before.files());
        int place = 1 + random.nextInt(PLACES);
        String name = before.name();
        switch (random.nextInt(5)) {
            case 0 -> now.remove(place);
            case 1 -> {
                int other = 1 + random.nextInt(PLACES);
                String file = now.remove(place);
                String second = now.remove(other);
                put(now, other, file);
                put(now, place, place == other ? file : second);
            }
            case 2 -> name = "Name " + random.nextInt(1_000);
            default -> now.put(place, file());
        }
        return new Product(name.isEmpty() ? "Name" : name, now);
    }

    private static void put(SortedMap<Integer, String> files, int place, String file) {
        if (file != null) {
            files.put(place, file);
        }
    }

    /** Akeneo stores files before it saves the product, each under a new key. */
    private String file() {
        String path = "/c/p/" + files % FOLDER + "/pim-" + ++files + ".jpg";
        stage.storage().put("media/catalog/product" + path, "pim-" + files);
        return path;
    }

    private void save(String sku) {
        Product product = products.get(sku);
        rememberTheRole(placesOfRole.computeIfAbsent(sku, key -> new HashSet<>(Set.of(1))),
                filesOfRole.computeIfAbsent(sku, key -> new HashSet<>()), product.files());
        List<String> values = new ArrayList<>(List.of("name", product.name()));
        product.files().forEach((place, path) -> values.addAll(List.of("image_" + place, path.substring(1))));
        catalogue.product(sku, null, values.toArray(String[]::new));
    }

    /** A file takes the role along from place to place, and a place, which is a gallery row, keeps it for the file that comes next. */
    static void rememberTheRole(Set<Integer> places, Set<String> files, Map<Integer, String> product) {
        int known;
        do {
            known = places.size() + files.size();
            product.forEach((place, file) -> {
                if (places.contains(place)) {
                    files.add(file);
                } else if (files.contains(file)) {
                    places.add(place);
                }
            });
        } while (places.size() + files.size() > known);
    }

    /**
     * Which products the shop has otherwise.
     *
     * @param found by SKU, the lines of {@link ChaosShop#galleriesOfPim}
     */
    List<Difference> differences(Map<String, SortedSet<String>> found) {
        List<Difference> differences = new ArrayList<>();
        products.forEach((sku, product) -> {
            SortedSet<String> wanted = new TreeSet<>();
            product.files().forEach((place, path) -> wanted.add(place + " " + path + " " + product.name() + (place == 1 ? BASE : "")));
            SortedSet<String> lines = new TreeSet<>(found.getOrDefault(sku, new TreeSet<>()));
            if (!product.files().containsKey(1)) {
                lines = lines.stream().map(line -> withoutKeptRole(sku, line)).collect(Collectors.toCollection(TreeSet::new));
            }
            SortedSet<String> missing = new TreeSet<>(wanted);
            missing.removeAll(lines);
            lines.removeAll(wanted);
            if (!missing.isEmpty() || !lines.isEmpty()) {
                differences.add(new Difference(sku, missing, lines));
            }
        });
        return differences;
    }

    /**
     * Nobody claims the role: it stays where it was, as long as that image does (docs/api.md). Which image that is depends on what the shop
     * has seen in between, and that is not known here: of an image that went from the first place to the second, the shop sees one change
     * (the role stays) or, if it was asked or told in the middle, two (the image went, with the role, and came anew). But only an image can
     * have it that has stood in the first place, or has taken the place of one that could have it: a slot's row gets the new path, and its
     * roles stay with it.
     */
    private String withoutKeptRole(String sku, String line) {
        boolean kept = line.endsWith(BASE) && filesOfRole.getOrDefault(sku, Set.of()).contains(line.split(" ", 3)[1]);
        return kept ? line.substring(0, line.length() - BASE.length()) : line;
    }

    /** What was edited and told, in numbers. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>(Map.of("PIM: products saved", edits, "PIM: calls taken", (long) sender.taken()));
        sender.counts().forEach((what, times) -> counts.put("PIM: calls " + what, (long) times));
        return counts;
    }

    private URI hook() {
        List<URI> up = stage.instances().stream().map(Instance::http).flatMap(Optional::stream).toList();
        return up.isEmpty() ? null : up.get(random.nextInt(up.size())).resolve("/hooks/" + SOURCE);
    }

    @Override
    public void close() {
        pim.close();
    }
}
