package com.nacento.connector.testing;

import com.nacento.connector.lab.stage.Bucket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Stands in for Magento's remote storage: it asks the bucket about an object once, and believes for ever what it then keeps in its
 * default cache. Its copies begin with {@code small}.
 */
public final class BelievingMagento {

    private static final String MEDIA = "media/catalog/product";
    private static final List<String> SIZES = List.of("0f1e2d3c", "77aa88bb");

    private final Bucket bucket;
    private final RedisServer cache;

    public BelievingMagento(Bucket bucket, RedisServer cache) {
        this.bucket = bucket;
        this.cache = cache;
        cache.entry("GLOBAL__CONFIG", "{}", "CONFIG", "MAGE");
    }

    /** The consumer of resize messages: it makes the copies that it does not believe to exist. */
    public void resize(String image) {
        for (String key : copies(image)) {
            if (!exists(key) && exists(MEDIA + image)) {
                bucket.put(key,
                        ("small " + new String(bucket.get(MEDIA + image), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
                believe(key, true);
            }
        }
    }

    /** {@code pub/get.php}: what a visitor sees who asks for the first copy of an image. */
    public String get(String image) {
        String key = copies(image).get(0);
        if (!exists(key)) {
            int name = image.lastIndexOf('/') + 1;
            String folders = "/" + image.charAt(name) + "/" + image.charAt(name + 1) + "/";
            if (!image.substring(0, name).equals(folders)) {
                return "placeholder";
            }
            resize(image);
        }
        return content(key).orElse("");
    }

    /** The keys of an image's copies. */
    public List<String> copies(String image) {
        return SIZES.stream().map(size -> MEDIA + "/cache/" + size + image).toList();
    }

    /** Whether a copy is in the bucket, whatever Magento believes. */
    public boolean hasCopy(String image) {
        return copies(image).stream().anyMatch(key -> content(key).isPresent());
    }

    private boolean exists(String key) {
        String known = cache.data(id(key));
        if (known == null) {
            believe(key, content(key).isPresent());
        }
        return !cache.data(id(key)).endsWith(":false}");
    }

    private void believe(String key, boolean there) {
        String name = "{\"" + key.replace("/", "\\/") + "\":";
        cache.entry(id(key), name + (there ? "{\"type\":\"file\"}}" : "false}"), "FLYSYSTEM", "MAGE");
    }

    private String id(String key) {
        try {
            String text = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bucket.name().getBytes(StandardCharsets.UTF_8)))
                    + key;
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z0-9_.]", "_")
                    .replace(".", "__")
                    .toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> content(String key) {
        try {
            return Optional.of(new String(bucket.get(key), StandardCharsets.UTF_8));
        } catch (NoSuchKeyException missing) {
            return Optional.empty();
        }
    }
}
