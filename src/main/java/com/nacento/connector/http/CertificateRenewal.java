package com.nacento.connector.http;

import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.TlsSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a renewed certificate without a restart: its files are looked at every few seconds, and taken once certificate and
 * key are whole and belong together. Connections there are keep what they began with.
 */
final class CertificateRenewal {

    private static final Logger LOG = LoggerFactory.getLogger("http");
    private static final long LOOK_MILLIS = 5_000;

    private final TlsSettings tls;
    private final HttpServer server;
    private String seen;

    CertificateRenewal(TlsSettings tls, HttpServer server) {
        this.tls = tls;
        this.server = server;
        this.seen = stamp();
    }

    /** Until Vert.x is closed. */
    void watch(Vertx vertx) {
        vertx.setPeriodic(LOOK_MILLIS, tick -> vertx.executeBlocking(() -> {
            look();
            return null;
        }).onFailure(defect -> LOG.error("The files of the certificate cannot be looked at", defect)));
    }

    private synchronized void look() {
        String now = stamp();
        if (now.equals(seen)) {
            return;
        }
        // what cannot be taken is said once, and looked at again when it changes
        seen = now;
        try {
            SSLOptions renewed = new SSLOptions().setKeyCertOptions(KeyCertOptions.wrap(new ServerCertificate(tls).keys()));
            server.updateSSLOptions(renewed)
                    .onSuccess(taken -> LOG.info("The certificate {} was renewed", tls.certificate()))
                    .onFailure(refused -> LOG.warn("The renewed certificate is not taken, the one before stays: {}", refused.toString()));
        } catch (SettingsException e) {
            LOG.warn("The renewed certificate is not taken, the one before stays: {}", e.getMessage());
        }
    }

    private String stamp() {
        return stamp(tls.certificate()) + " " + stamp(tls.key());
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
