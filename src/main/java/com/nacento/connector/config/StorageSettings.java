package com.nacento.connector.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bucket with Magento's media.
 *
 * @param endpoint      empty: Amazon's own endpoint of the region
 * @param prefix        folder above {@code media/}, without slashes at its ends; mostly empty
 * @param keys          empty: the AWS default chain
 * @param concurrency   most requests at the same time
 * @param lookUp        how ETags are looked up
 * @param timeout       of one request
 * @param pingObjectKey object that shows whether the bucket answers; empty: the bucket itself
 */
public record StorageSettings(Optional<URI> endpoint, String region, String bucket, String prefix, boolean pathStyle,
        Optional<Keys> keys, int concurrency, LookUp lookUp, Duration timeout, Optional<String> pingObjectKey) {

    private static final String ENDPOINT = "nacento.s3.endpoint";
    private static final String BUCKET = "nacento.s3.bucket";
    private static final Pattern BUCKET_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** What signs requests to the bucket. */
    public record Keys(String accessKey, String secretKey) {

        static Optional<Keys> from(SettingValues read) {
            String accessKey = read.text("nacento.s3.access-key");
            String secretKey = read.secret("nacento.s3.secret-key");
            if (accessKey.isEmpty() != secretKey.isEmpty()) {
                String missing = accessKey.isEmpty() ? "nacento.s3.access-key" : "nacento.s3.secret-key";
                throw new SettingsException(SettingName.shown(missing)
                        + " is missing: give access key and secret key, or neither for the AWS default chain.");
            }
            return accessKey.isEmpty() ? Optional.empty() : Optional.of(new Keys(accessKey, secretKey));
        }

        /** Without the keys. */
        @Override
        public String toString() {
            return "Keys[***]";
        }
    }

    static StorageSettings from(SettingValues read) {
        read.required(BUCKET);
        return new StorageSettings(
                endpoint(read),
                read.required("nacento.s3.region"),
                read.matching(BUCKET, BUCKET_NAME, "give the bucket's name alone, without s3:// and without folders."),
                read.text("nacento.s3.prefix").replaceAll("^/+|/+$", ""),
                read.flag("nacento.s3.path-style"),
                Keys.from(read),
                read.whole("nacento.s3.concurrency", 1, 1024),
                read.choice("nacento.s3.lookup", LookUp.class),
                read.time("nacento.s3.timeout", Duration.ofMillis(100), Duration.ofMinutes(5)),
                Optional.of(read.text("nacento.s3.ping-object-key")).filter(key -> !key.isEmpty()));
    }

    /** The same bucket, with no more requests at the same time than these. */
    public StorageSettings atMost(int requests) {
        return new StorageSettings(endpoint, region, bucket, prefix, pathStyle, keys, Math.min(concurrency, requests), lookUp, timeout,
                pingObjectKey);
    }

    private static Optional<URI> endpoint(SettingValues read) {
        String text = read.text(ENDPOINT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            throw read.wrong(ENDPOINT, "give http(s)://host[:port] (" + Shown.oneLine(e.getReason()) + ").");
        }
        throw read.wrong(ENDPOINT, "give http(s)://host[:port].");
    }
}
