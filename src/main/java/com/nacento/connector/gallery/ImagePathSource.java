package com.nacento.connector.gallery;

import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code file_path} without what only says where it is reached: scheme and host of a web address, {@code s3://}.
 *
 * @param path          slashes only, each once, none in front; of web addresses percent-decoded once
 * @param mayNameBucket whether the path may begin with the bucket
 */
record ImagePathSource(String path, boolean mayNameBucket) {

    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    static ImagePathSource of(String filePath, String bucket) {
        String slashed = filePath.replace('\\', '/');
        if (!slashed.contains("://")) {
            return new ImagePathSource(tidy(slashed), false);
        }
        Matcher address = ADDRESS.matcher(slashed);
        if (!address.matches()) {
            return new ImagePathSource(tidy(slashed), false);
        }
        return switch (address.group(1).toLowerCase(Locale.ROOT)) {
            case "http", "https" -> new ImagePathSource(tidy(webPath(address.group(2))), true);
            case "s3" -> new ImagePathSource(tidy(inBucket(address.group(2), bucket)), true);
            default -> throw new InvalidItemException("must be a path, or an address with http, https or s3: " + Excerpt.quoted(filePath));
        };
    }

    private static String tidy(String path) {
        String slashed = path.replace('\\', '/');
        String once = slashed.contains("//") ? SLASHES.matcher(slashed).replaceAll("/") : slashed;
        return once.startsWith("/") ? once.substring(1) : once;
    }

    private static String inBucket(String bucketAndKey, String bucket) {
        int slash = bucketAndKey.indexOf('/');
        String named = slash < 0 ? bucketAndKey : bucketAndKey.substring(0, slash);
        if (bucket.isEmpty() || !named.equals(bucket)) {
            throw new InvalidItemException("is in another bucket: " + Excerpt.quoted(named));
        }
        // an address of the bucket alone has nothing left once the bucket is stripped
        return slash < 0 ? "" : bucketAndKey;
    }

    private static String webPath(String hostAndPath) {
        String resource = hostAndPath.split("[?#]", 2)[0];
        int slash = resource.indexOf('/');
        return slash < 0 ? "" : percentDecoded(resource.substring(slash));
    }

    private static String percentDecoded(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                decoded.write(hexDigit(bytes, i + 1, encoded) << 4 | hexDigit(bytes, i + 2, encoded));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidItemException("has a percent-encoding that is not UTF-8: " + Excerpt.quoted(encoded));
        }
    }

    private static int hexDigit(byte[] bytes, int place, String encoded) {
        int digit = place < bytes.length ? Character.digit(bytes[place], 16) : -1;
        if (digit < 0) {
            throw new InvalidItemException("has a broken percent-encoding: " + Excerpt.quoted(encoded));
        }
        return digit;
    }
}
