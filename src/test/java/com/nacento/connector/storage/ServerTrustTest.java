package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.testing.TestCertificate;
import com.nacento.connector.testing.TlsGate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket behind TLS, with the right certificate and with others. */
@EnabledOnOs(OS.LINUX)
class ServerTrustTest {

    @TempDir
    static Path directory;

    private static TestCertificate certificate;
    private static S3Stub bucket;
    private static TlsGate gate;

    @BeforeAll
    static void open() throws Exception {
        certificate = TestCertificate.create(directory.resolve("server"));
        bucket = S3Stub.start(0);
        gate = TlsGate.before("127.0.0.1", bucket.endpoint().getPort(), certificate.server());
    }

    @AfterAll
    static void close() throws Exception {
        gate.close();
        bucket.close();
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotTrusted() {
        assertThatThrownBy(ServerTrust.of(at("https://localhost:" + gate.port()), Map.of())::check)
                .isInstanceOfSatisfying(UnexpectedServer.class,
                        refused -> assertThat(refused.advice()).contains("SSL_CERT_FILE"))
                .hasMessage("the certificate of localhost:" + gate.port() + " is not trusted");
    }

    @Test
    void theFileThatTheVariableNamesIsTrusted() throws Exception {
        assertThatCode(ServerTrust.of(at("https://localhost:" + gate.port()),
                Map.of("SSL_CERT_FILE", certificate.certificate().toString()))::check).doesNotThrowAnyException();
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        Map<String, String> trusting = Map.of("SSL_CERT_FILE", certificate.certificate().toString());

        assertThatThrownBy(ServerTrust.of(at("https://127.0.0.1:" + gate.port()), trusting)::check).isInstanceOf(UnexpectedServer.class)
                .hasMessage("the certificate of 127.0.0.1:" + gate.port() + " is for another host");
    }

    @Test
    void aServerThatSpeaksNoTlsIsSaidAsItIs() {
        assertThatThrownBy(ServerTrust.of(at("https://127.0.0.1:" + bucket.endpoint().getPort()), Map.of())::check)
                .isInstanceOf(UnexpectedServer.class)
                .hasMessageContaining("does not speak TLS");
    }

    @Test
    void whatIsNotSurelyWrongIsLeftToTheClient() {
        assertThatCode(ServerTrust.of(at("https://127.0.0.1:1"), Map.of())::check).doesNotThrowAnyException();
        assertThatCode(ServerTrust.of(at(bucket.endpoint().toString()), Map.of())::check).doesNotThrowAnyException();
        assertThatCode(ServerTrust.of(at("https://localhost:" + gate.port()), Map.of("SSL_CERT_DIR", "/own"))::check)
                .doesNotThrowAnyException();
    }

    @Test
    void theServiceSaysSoInOneSentence() {
        StorageSettings settings = at("https://localhost:" + gate.port());
        try (S3Client client = S3Clients.create(settings, new SimpleMeterRegistry())) {
            assertThatThrownBy(new ImageObjects(client, settings, "media/catalog/product")::bucketAnswers).isInstanceOf(Outage.class)
                    .hasMessage(
                            "the certificate of localhost:" + gate.port()
                                    + " is not trusted; add its authority to the system's, or name its PEM file in the variable "
                                    + "SSL_CERT_FILE");
        }
    }

    private static StorageSettings at(String endpoint) {
        return new StorageSettings(Optional.of(URI.create(endpoint)), "auto", S3Stub.BUCKET, "", true,
                Optional.of(new StorageSettings.Keys("key", "secret")), 4,
                LookUp.AUTO, Duration.ofSeconds(10), Optional.empty());
    }
}
