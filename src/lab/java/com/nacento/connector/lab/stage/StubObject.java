package com.nacento.connector.lab.stage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An object of the stub. Its lines in a list page are made once, since a page of a thousand must cost the stub next to nothing.
 *
 * @param etag    without quotes
 * @param plain   {@code <Contents>} with the key escaped for XML
 * @param encoded the same with the key URL-encoded, as {@code encoding-type=url} asks for; mostly the very same bytes
 */
public record StubObject(String etag, byte[] plain, byte[] encoded) {

    static final long SIZE = 123_456;

    static StubObject of(String key, String etag) {
        byte[] plain = line(xml(key), etag);
        String url = url(key);
        return new StubObject(etag, plain, url.equals(key) ? plain : line(url, etag));
    }

    /** As S3 does it: slashes stay. */
    static String url(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    public static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("\r", "&#13;");
    }

    private static byte[] line(String key, String etag) {
        return ("<Contents><Key>" + key + "</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;" + etag
                + "&quot;</ETag><Size>" + SIZE + "</Size><StorageClass>STANDARD</StorageClass></Contents>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
