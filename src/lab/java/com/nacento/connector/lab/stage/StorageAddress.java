package com.nacento.connector.lab.stage;

import java.net.URI;

/**
 * Where an S3 server answers (path-style addresses) and with which keys.
 *
 * @param endpoint {@code http://host:port}
 */
public record StorageAddress(URI endpoint, String accessKey, String secretKey) {

    /** Reads {@code http://key:secret@host:port}. */
    public static StorageAddress parse(String uri) {
        URI address = URI.create(uri);
        if (address.getHost() == null || address.getUserInfo() == null || !address.getUserInfo().contains(":")) {
            throw new IllegalArgumentException("an S3 server is given as http://key:secret@host:port");
        }
        String[] keys = address.getUserInfo().split(":", 2);
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return new StorageAddress(URI.create(address.getScheme() + "://" + address.getHost() + port), keys[0], keys[1]);
    }
}
