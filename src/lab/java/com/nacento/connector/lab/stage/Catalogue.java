package com.nacento.connector.lab.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Products {@code SKU-000001} and on, three pictures each: all that shop, bucket and requests of a benchmark agree on is
 * computed from the product's number, so that nothing has to be handed around.
 *
 * @param products how many there are, at most 999,999
 * @param layout   how the pictures' paths are made
 */
public record Catalogue(int products, Layout layout) {

    /** Pictures of a product. */
    public static final int IMAGES = 3;
    /** Codes of the store views 1, 2 and 3 of a benchmark's shop. */
    public static final List<String> STORES = List.of("default", "de", "fr");
    static final String FOLDER = "media/catalog/product";

    /** How paths are made: that decides how many objects that nobody asked for lie between two that somebody did. */
    public enum Layout {
        /** Magento's own: {@code /s/k/sku-000001-1.jpg}. */
        DENSE,
        /** As Akeneo stores files, {@code /3/f/0/a/3f0a…_sku-000001-1.jpg}: neighbours in the catalogue are none in the bucket. */
        HASHED
    }

    /** What the PIM says in a request: the labels that the shop has, new ones, or besides one for each store view. */
    public enum Labels {
        STORED, CHANGED, TRANSLATED
    }

    public static String sku(int product) {
        return "SKU-" + digits(product);
    }

    /** Magento's path of a picture, {@code /s/k/sku-000001-1.jpg}. */
    public String path(int product, int image) {
        String file = "sku-" + digits(product) + "-" + image + ".jpg";
        if (layout == Layout.DENSE) {
            return "/s/k/" + file;
        }
        String hash = md5(file);
        return "/" + hash.charAt(0) + "/" + hash.charAt(1) + "/" + hash.charAt(2) + "/" + hash.charAt(3) + "/" + hash + "_" + file;
    }

    /** The object key of a path. */
    public static String key(String path) {
        return FOLDER + path;
    }

    /** The ETag, without quotes, of an object that was replaced so many times. */
    public static String etag(String key, int version) {
        return md5(version == 0 ? key : key + ":" + version);
    }

    public static String label(int product, int image, Labels labels) {
        return "Product " + digits(product) + ", picture " + image + (labels == Labels.CHANGED ? ", renamed" : "");
    }

    /** A bulk request for the first products. */
    public byte[] bulk(int skus, Labels labels) {
        return bulk(1, skus, labels, "");
    }

    /** The same from a product on. */
    public byte[] bulk(int first, int skus, Labels labels) {
        return bulk(first, skus, labels, "");
    }

    /** The same: what else the shop has of their pictures shall go. */
    public byte[] replacing(int skus) {
        return bulk(1, skus, Labels.STORED, "\"mode\":\"replace\",\"max_removals\":100,");
    }

    /** The same with a label for each store view. */
    public byte[] translated(int skus) {
        return bulk(1, skus, Labels.TRANSLATED, "");
    }

    private byte[] bulk(int first, int skus, Labels labels, String terms) {
        StringBuilder json = new StringBuilder(skus * 400).append("{\"request\":{\"request_id\":\"bench\",").append(terms)
                .append("\"items\":[");
        for (int product = first; product < first + skus; product++) {
            appendItem(json.append(product == first ? "" : ","), product, labels);
        }
        return json.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The item of a product in such a request. */
    public String item(int product, Labels labels) {
        return appendItem(new StringBuilder(400), product, labels).toString();
    }

    private StringBuilder appendItem(StringBuilder json, int product, Labels labels) {
        json.append("{\"sku\":\"").append(sku(product)).append("\",\"images\":");
        return appendImages(json, product, labels).append('}');
    }

    /** The body of a call for one product. */
    public byte[] single(int product) {
        return appendImages(new StringBuilder("{\"images\":"), product, Labels.STORED).append('}').toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder appendImages(StringBuilder json, int product, Labels labels) {
        json.append('[');
        for (int image = 1; image <= IMAGES; image++) {
            json.append(image == 1 ? "" : ",").append("{\"file_path\":\"").append(path(product, image))
                    .append("\",\"label\":\"").append(label(product, image, labels)).append("\",\"position\":").append(image)
                    .append(",\"disabled\":false,\"roles\":").append(image == 1 ? "[\"base\",\"small\",\"thumbnail\"]" : "[]");
            if (labels == Labels.TRANSLATED) {
                appendStores(json, product, image);
            }
            json.append('}');
        }
        return json.append(']');
    }

    private static void appendStores(StringBuilder json, int product, int image) {
        String before = ",\"stores\":{";
        for (String store : STORES) {
            json.append(before).append('"').append(store).append("\":{\"label\":\"").append(label(product, image, store)).append("\"}");
            before = ",";
        }
        json.append('}');
    }

    /** The label of a picture in a store view. */
    public static String label(int product, int image, String store) {
        return label(product, image, Labels.STORED) + " in " + store;
    }

    private static String digits(int product) {
        String number = Integer.toString(product);
        return "000000".substring(number.length()) + number;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
