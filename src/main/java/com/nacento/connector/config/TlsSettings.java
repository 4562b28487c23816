package com.nacento.connector.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The HTTP server's own certificate.
 *
 * @param certificate PEM file, the server's own certificate first, then its chain
 * @param key         PEM file with the private key, unencrypted PKCS#8
 */
public record TlsSettings(Path certificate, Path key) {

    static Optional<TlsSettings> from(SettingValues read) {
        if (!read.flag("nacento.http.tls.enabled")) {
            return Optional.empty();
        }
        return Optional.of(new TlsSettings(
                file(read, "nacento.http.tls.certificate"),
                file(read, "nacento.http.tls.key")));
    }

    private static Path file(SettingValues read, String name) {
        Path file = Path.of(read.required(name));
        if (!Files.isReadable(file)) {
            throw read.wrong(name, "there is no such file, or it cannot be read; name a PEM file.");
        }
        return file;
    }
}
