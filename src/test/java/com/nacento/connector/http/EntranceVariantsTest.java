package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.AuthSettings;
import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.TlsSettings;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.TestCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EntranceVariantsTest {

    @TempDir
    Path directory;

    @Test
    void modeNoneLetsEverybodyIn() throws Exception {
        try (EntranceServer server = new EntranceServer(AuthSettings.Mode.NONE, 2, Optional.empty())) {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + server.port + "/rest/V1/products/1/media"))
                    .header("Content-Type", "application/json").header("nacento-caller", "forged")
                    .POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"caller\":\"anonymous\"");
        }
    }

    @Test
    void asManyRequestsAreWorkedOnAtOnceAsTheWorkerPoolHolds() throws Exception {
        try (EntranceServer server = new EntranceServer(AuthSettings.Mode.NONE, 40, Optional.empty())) {
            for (int i = 0; i < 30; i++) {
                slow(server);
            }
            assertThat(server.slowArrivals.tryAcquire(30, 20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStoppingServiceEndsWhatItBeganAndTakesNothingNew() throws Exception {
        try (EntranceServer server = new EntranceServer(AuthSettings.Mode.NONE, 2, Optional.empty())) {
            CompletableFuture<HttpResponse<String>> begun = slow(server);
            assertThat(server.slowArrivals.tryAcquire(1, 20, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            Awaitility.await().untilAsserted(() -> {
                HttpResponse<String> refused = HttpClient.newHttpClient().send(HttpRequest
                        .newBuilder(URI.create("http://127.0.0.1:" + server.port + "/rest/V1/bulk/1/status")).build(),
                        BodyHandlers.ofString());
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).startsWith("{\"message\":").contains("\"parameters\":[]");
            });
            server.slowGate.release();
            assertThat(begun.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    private static CompletableFuture<HttpResponse<String>> slow(EntranceServer server) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().sendAsync(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + server.port + "/rest/V1/slow"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());
    }

    @Test
    void httpsIsServedWithPemFiles() throws Exception {
        TestCertificate certificate = TestCertificate.create(directory);
        TlsSettings tls = new TlsSettings(certificate.certificate(), certificate.key());

        try (EntranceServer server = new EntranceServer(AuthSettings.Mode.TOKEN, 2, Optional.of(tls))) {
            HttpResponse<String> answer = HttpClient.newBuilder().sslContext(certificate.client()).build().send(HttpRequest
                    .newBuilder(URI.create("https://localhost:" + server.port + "/rest/V1/bulk/1/status"))
                    .header("Authorization", "Bearer " + EntranceServer.TOKEN).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);

            HttpResponse<String> health = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.managementPort + "/observe/health/live")).build(), BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRenewedCertificateIsTakenWithoutARestart() throws Exception {
        TestCertificate before = TestCertificate.create(directory.resolve("before"));
        TestCertificate renewed = TestCertificate.create(directory.resolve("renewed"));
        TlsSettings tls = new TlsSettings(before.certificate(), before.key());
        try (LogLines log = LogLines.open(); EntranceServer server = new EntranceServer(AuthSettings.Mode.TOKEN, 2, Optional.of(tls))) {
            assertThat(status(server, before).statusCode()).isEqualTo(200);

            Files.copy(renewed.certificate(), tls.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Awaitility.await().atMost(40, TimeUnit.SECONDS).until(() -> !log.with("is not the key of the certificate").isEmpty());
            assertThat(status(server, before).statusCode()).as("half a renewal").isEqualTo(200);

            Files.copy(renewed.key(), tls.key(), StandardCopyOption.REPLACE_EXISTING);
            Awaitility.await().atMost(40, TimeUnit.SECONDS).until(() -> !log.with("was renewed").isEmpty());
            assertThat(status(server, renewed).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> status(server, before)).hasStackTraceContaining("PKIX path");
        }
    }

    private static HttpResponse<String> status(EntranceServer server, TestCertificate trusted) throws Exception {
        return HttpClient.newBuilder().sslContext(trusted.client()).build().send(HttpRequest
                .newBuilder(URI.create("https://localhost:" + server.port + "/rest/V1/bulk/1/status"))
                .header("Authorization", "Bearer " + EntranceServer.TOKEN).build(), BodyHandlers.ofString());
    }

    @Test
    void aKeyThatIsNoneIsRefusedByName() throws Exception {
        Path encrypted = Files.writeString(directory.resolve("encrypted.pem"),
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        TlsSettings tls = new TlsSettings(TestCertificate.create(directory).certificate(), encrypted);

        assertThatThrownBy(() -> new EntranceServer(AuthSettings.Mode.TOKEN, 2, Optional.of(tls)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nacento.http.tls.key (NACENTO_HTTP_TLS_KEY)").hasMessageContaining("PKCS#8");
    }

    @Test
    void aPortThatIsTakenStopsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ListenAddress address = new ListenAddress("nacento.http", "127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(address::mustBeFree).isInstanceOf(SettingsException.class)
                    .hasMessageContaining("nacento.http.port (NACENTO_HTTP_PORT)");

            taken.close();
            address.mustBeFree();
        }
    }

    @Test
    void aHostThatIsNotHereStopsTheStart() {
        assertThatThrownBy(new ListenAddress("nacento.management", "no such host", 1)::mustBeFree)
                .isInstanceOf(SettingsException.class).hasMessageContaining("nacento.management.host");
    }
}
