package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The demo shop's pictures, small JPEG and PNG files, under their Magento paths ({@code /b/i/bike-red-1.jpg}). */
public final class Pictures {

    private static final String MEDIA = "media/catalog/product";

    private Pictures() {
    }

    /** The Magento paths of all pictures. */
    public static List<String> paths() {
        return new String(resource("pictures/index.txt"), StandardCharsets.UTF_8).lines().toList();
    }

    /** A picture's bytes. */
    public static byte[] read(String path) {
        return resource("pictures" + path);
    }

    /** What a photographer makes of {@code /b/i/bike-red-1.jpg} later: another picture under the same path. */
    public static byte[] readChanged(String path) {
        return resource("pictures-changed" + path);
    }

    /** The object key of a Magento path, {@code media/catalog/product/b/i/bike-red-1.jpg}. */
    public static String key(String path) {
        return MEDIA + path;
    }

    /** Puts all pictures into a bucket, where Magento's remote storage has them. */
    public static void upload(Bucket bucket) {
        paths().forEach(path -> bucket.put(key(path), read(path)));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no picture " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
