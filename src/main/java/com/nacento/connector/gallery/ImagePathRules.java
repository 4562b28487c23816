package com.nacento.connector.gallery;

import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a caller's {@code file_path} means: which Magento value, which object in the bucket, or why it means neither.
 *
 * <p>Magento keeps paths relative to {@code catalog/product}, with one leading slash, in a column of 255 characters. With
 * remote storage the object is found below {@code [prefix/]media/catalog/product}.
 */
public final class ImagePathRules {

    private static final int MAX_LENGTH = 255;
    private static final int MAX_KEY_BYTES = 1024;
    private static final String MEDIA_FOLDER = "media/catalog/product";
    private static final Pattern DOTS = Pattern.compile("(?:^|/)\\.\\.?(?:/|$)");
    /** Folders below catalog/product that Magento fills and empties by itself. */
    private static final List<String> MAGENTOS_OWN = List.of("/cache/", "/placeholder/", "/tmp/");

    private final String bucket;
    private final String prefix;
    private final ImageExtensions extensions;

    /**
     * @param bucket     the bucket that addresses may name
     * @param prefix     what stands before {@code media/} in every object key, without or with slashes around it; may be empty
     * @param extensions allowed file name extensions, without dot, in any case
     */
    public ImagePathRules(String bucket, String prefix, Collection<String> extensions) {
        this.bucket = bucket == null ? "" : bucket;
        this.prefix = prefix == null ? "" : prefix.replaceAll("^/+|/+$", "");
        this.extensions = ImageExtensions.of(extensions);
    }

    /**
     * Magento's form of a path: {@code /m/y/a.jpg}.
     *
     * @param filePath a path, web address or s3 address; an address is never fetched
     * @throws InvalidItemException if it cannot be the path of a product image
     */
    public String magentoValue(String filePath) {
        StorableText.require(filePath);
        ImagePathSource source = ImagePathSource.of(filePath, bucket);
        String path = source.mayNameBucket() && !bucket.isEmpty() ? without(bucket + "/", source.path()) : source.path();
        return checked(belowProductFolder(path), filePath);
    }

    /** Whether a path has slashes that are put right: {@code \\} or several in a row, other than those behind a scheme. */
    static boolean isTidied(String filePath) {
        return filePath.indexOf('\\') >= 0 || filePath.indexOf("//", filePath.indexOf("://") + 3) >= 0;
    }

    /** The key of the object that holds the image, for a value in Magento's form: {@code [prefix/]media/catalog/product/m/y/a.jpg}. */
    public String objectKey(String magentoValue) {
        return (prefix.isEmpty() ? "" : prefix + "/") + MEDIA_FOLDER + magentoValue;
    }

    /**
     * A {@code file_path} that means exactly this value when it is read again. That is the value itself, unless it begins
     * with a folder that reading would strip ({@code /media/a.jpg} is legal below {@code catalog/product}): then it is the
     * object key.
     */
    public String unambiguous(String magentoValue) {
        String path = magentoValue.substring(1);
        return belowProductFolder(path).equals(path) ? magentoValue : objectKey(magentoValue);
    }

    private String belowProductFolder(String path) {
        String inMedia = without("media/", without("pub/", prefix.isEmpty() ? path : without(prefix + "/", path)));
        return without("catalog/product/", inMedia);
    }

    private static String without(String start, String path) {
        return path.startsWith(start) ? path.substring(start.length()) : path;
    }

    private String checked(String path, String given) {
        if (path.isEmpty()) {
            throw refused("must not be empty", given);
        }
        String value = "/" + path;
        if (StorableText.length(value) > MAX_LENGTH) {
            throw refused("must not be longer than 255 characters with its leading slash", given);
        }
        if ((path.startsWith(".") || path.contains("/.")) && DOTS.matcher(path).find()) {
            throw refused("must not contain . or .. as a folder", given);
        }
        if (hasControlCharacter(path)) {
            throw refused("must not contain control characters", given);
        }
        if (path.equals("no_selection")) {
            throw refused("is Magento's word for no image", given);
        }
        for (String folder : MAGENTOS_OWN) {
            if (value.startsWith(folder)) {
                throw refused("must not lie in cache/, placeholder/ or tmp/, which are Magento's own", given);
            }
        }
        if (!extensions.isOn(path)) {
            throw refused("must end in one of " + extensions, given);
        }
        String key = objectKey(value);
        // a character has three bytes at the most, or is half of one that has four
        if (key.length() * 3 > MAX_KEY_BYTES && key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw refused("is longer than an object key can be (1024 bytes)", given);
        }
        return value;
    }

    private static boolean hasControlCharacter(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (Character.isISOControl(path.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static InvalidItemException refused(String rule, String given) {
        return new InvalidItemException(rule + ": " + Excerpt.quoted(given));
    }
}
