package com.nacento.connector.lab.demo;

import com.nacento.connector.lab.pim.EventSender;
import com.nacento.connector.lab.pim.PimCatalogue;
import com.nacento.connector.lab.pim.StandInPim;
import com.nacento.connector.lab.stage.Bucket;
import com.nacento.connector.lab.stage.Pictures;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The demo's PIM, a stand-in for Akeneo: two tents with three pictures each. It keeps its files in the shop's bucket, always under new
 * keys, saves the product then, and tells the connector. What may be edited is the gallery of {@link #SKU}.
 */
final class DemoPim implements AutoCloseable {

    static final String SOURCE = "akeneo";
    static final String SKU = "TENT-3P";
    /** Its attributes are seen to be shown by the PIM, so that one that is emptied on {@link #SKU} counts as empty. */
    static final String OTHER_SKU = "TENT-6P";
    static final List<String> ATTRIBUTES = List.of("image_1", "image_2", "image_3");

    private static final String SECRET = "demo-secret-of-the-hook";
    private static final String KEY = "nacento.source." + SOURCE + ".";

    private final Bucket bucket;
    private final PimCatalogue catalogue = new PimCatalogue(Clock.systemUTC());
    private final StandInPim pim;
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, byte[]> pictures = new HashMap<>();
    private EventSender sender;
    private int drawn;

    private DemoPim(Bucket bucket) throws IOException {
        this.bucket = bucket;
        pim = new StandInPim(catalogue);
    }

    static DemoPim open(Bucket bucket) throws IOException {
        return new DemoPim(bucket);
    }

    /** All that makes a source of it. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nacento.sources", SOURCE);
        settings.put(KEY + "mapping", "akeneo-event-platform");
        settings.put(KEY + "images", "image_1:base,small,thumbnail; image_2; image_3");
        settings.put(KEY + "label", "name");
        settings.put(KEY + "removed", "remove");
        settings.put(KEY + "secret", SECRET);
        new TreeMap<>(pim.settings()).forEach((name, value) -> settings.put(KEY + name, value));
        return settings;
    }

    /** Somebody fills the catalogue; from now on the connector is told. */
    synchronized void begin(URI hook) throws InterruptedException {
        sender = new EventSender(EventSender.Kind.EVENT_PLATFORM, catalogue, () -> hook, SECRET, Clock.systemUTC(), 1);
        Map<String, String> others = new TreeMap<>();
        ATTRIBUTES.forEach(attribute -> others.put(attribute, draw("tent-6p")));
        catalogue.product(OTHER_SKU, null, values("Expedition Tent 6P", others));
        ATTRIBUTES.forEach(attribute -> files.put(attribute, draw("tent-3p")));
        save();
        sender.updated(List.of(OTHER_SKU));
    }

    /** Another picture in an attribute. */
    synchronized void exchange(String attribute) throws InterruptedException {
        files.put(attribute, draw("tent-3p"));
        save();
    }

    /** An attribute is emptied. */
    synchronized void remove(String attribute) throws InterruptedException {
        files.remove(attribute);
        save();
    }

    /** The pictures of the first two attributes swap their places. */
    synchronized void reorder() throws InterruptedException {
        Map<String, String> swapped = new TreeMap<>(files);
        swapped.remove(ATTRIBUTES.get(0));
        swapped.remove(ATTRIBUTES.get(1));
        if (files.containsKey(ATTRIBUTES.get(0))) {
            swapped.put(ATTRIBUTES.get(1), files.get(ATTRIBUTES.get(0)));
        }
        if (files.containsKey(ATTRIBUTES.get(1))) {
            swapped.put(ATTRIBUTES.get(0), files.get(ATTRIBUTES.get(1)));
        }
        files.clear();
        files.putAll(swapped);
        save();
    }

    /** Attribute to Magento's path of its file, of {@link #SKU}. */
    synchronized Map<String, String> files() {
        return new TreeMap<>(files);
    }

    /** The picture of an attribute; {@code null} if it has none. */
    synchronized byte[] picture(String attribute) {
        return pictures.get(files.get(attribute));
    }

    /** Whether the connector has taken all that it was told. */
    synchronized boolean isHeard() {
        return !sender.isSuspended() && sender.taken() > 0;
    }

    private void save() throws InterruptedException {
        catalogue.product(SKU, null, values("Storm Tent 3P", files));
        sender.updated(List.of(SKU));
    }

    private static String[] values(String name, Map<String, String> files) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name);
        // Akeneo calls a file by its key, without a slash in front
        files.forEach((attribute, path) -> values.put(attribute, path.substring(1)));
        return values.entrySet().stream().flatMap(value -> Stream.of(value.getKey(), value.getValue()))
                .toArray(String[]::new);
    }

    /** A new file in the bucket, where Akeneo would put it: below the first four digits of its hash. */
    private String draw(String name) {
        byte[] content = PimPicture.png(++drawn);
        String hash = hash(name + drawn);
        String path = "/" + String.join("/", hash.substring(0, 4).split("")) + "/" + hash + "_" + name + ".png";
        bucket.put(Pictures.key(path), content);
        pictures.put(path, content);
        return path;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    @Override
    public void close() {
        pim.close();
    }
}
