package com.nacento.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.Settings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.EmbeddedMariaDb;
import com.nacento.connector.lab.stage.EmbeddedServers;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.storage.S3Clients;
import com.nacento.connector.testing.TestCertificate;
import com.nacento.connector.testing.TestServers;
import com.nacento.connector.testing.TestSettings;
import com.nacento.connector.testing.TlsGate;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/** TLS to broker, database and bucket: with the right certificate it works, with another one or for another host it is refused. */
class TlsToServersTest {

    @TempDir
    static Path directory;

    private static TestCertificate right;
    private static TestCertificate other;

    @BeforeAll
    static void makeCertificates() {
        right = TestCertificate.create(directory.resolve("right"));
        other = TestCertificate.create(directory.resolve("other"));
    }

    @Test
    void theBrokersCertificateMustBeTrustedAndItsOwn() throws Exception {
        BrokerAddress broker = TestServers.broker();
        String topic = "nacento.tls." + UUID.randomUUID();
        try (TlsGate gate = TlsGate.before(broker.host(), broker.port(), right.server())) {
            trusting(right, () -> {
                CachingConnectionFactory connections = broker("localhost", gate.port(), topic);
                try {
                    assertThat(new QueueTopology(connections, new Queues("magento", topic)).declareMissing())
                            .anyMatch(made -> made.contains(topic));
                    connections.createConnection().createChannel(false).queueDelete(topic);
                    connections.createConnection().createChannel(false).queueDelete(topic + ".bulk");
                    connections.createConnection().createChannel(false).queueDelete(topic + ".dead");
                } finally {
                    connections.destroy();
                }
            });
            trusting(right,
                    () -> refused(broker("127.0.0.1", gate.port(), topic), "No subject alternative names matching IP address 127.0.0.1"));
            trusting(other, () -> refused(broker("localhost", gate.port(), topic), "PKIX path"));
        }
    }

    @Test
    void theDatabasesCertificateMustBeTrustedAndItsOwn() throws Exception {
        Assumptions.assumeTrue(EmbeddedServers.fit(), () -> EmbeddedServers.whyNot().orElseThrow());
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(directory,
                List.of("--ssl-cert=" + right.certificate(), "--ssl-key=" + right.key()))) {
            String port = server.address().url().replaceAll(".*:(\\d+)/.*", "$1");
            String verified = "?sslMode=verify-full&serverSslCert=";

            try (HikariDataSource pool = pool("localhost:" + port + "/" + verified + right.certificate(), "nacento",
                    server.address().password());
                    Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet cipher = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
                assertThat(cipher.next()).isTrue();
                assertThat(cipher.getString(2)).isNotEmpty();
            }
            try (HikariDataSource pool = pool("localhost:" + port + "/", "nacento", server.address().password());
                    Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet cipher = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
                assertThat(cipher.next()).isTrue();
                assertThat(cipher.getString(2)).as("only who asks for it").isEmpty();
            }
            try (Connection admin = server.address().connect(); Statement statement = admin.createStatement()) {
                statement.execute("CREATE USER 'open'@'%'");
            }
            refused("127.0.0.1:" + port + "/" + verified + right.certificate(), "nacento", server.address().password());
            // by the password the server could prove that an unknown certificate is its own, which the driver takes for as good
            refused("localhost:" + port + "/" + verified + other.certificate(), "open", "");
            try (HikariDataSource pool = pool("localhost:" + port + "/" + verified + right.certificate(), "open", "")) {
                pool.getConnection().close();
            }
        }
    }

    /** The S3 client trusts what the operating system trusts. */
    @Test
    void aBucketWithAnUnknownCertificateIsRefused() throws Exception {
        URI storage = TestServers.storage().endpoint();
        try (TlsGate gate = TlsGate.before(storage.getHost(), storage.getPort(), right.server());
                S3Client client = S3Clients.create(
                        settings(Map.of("nacento.s3.timeout", "1s", "nacento.s3.endpoint", "https://localhost:" + gate.port())).storage(),
                        new SimpleMeterRegistry())) {
            assertThat(
                    HttpClient.newBuilder().sslContext(right.client()).build()
                            .send(HttpRequest.newBuilder(URI.create("https://localhost:" + gate.port()))
                                    .build(), BodyHandlers.discarding())
                            .statusCode())
                    .as("who trusts the certificate gets an answer").isPositive();
            assertThatThrownBy(() -> client.headBucket(head -> head.bucket("any"))).isInstanceOf(SdkClientException.class)
                    .hasMessageMatching("the certificate of localhost:\\d+ is not trusted");
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** As {@code -Djavax.net.ssl.trustStore} does for a whole process. */
    private static void trusting(TestCertificate certificate, Step step) throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(certificate.client());
        try {
            step.run();
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private static void refused(CachingConnectionFactory connections, String why) {
        try {
            assertThatThrownBy(connections::createConnection).hasRootCauseInstanceOf(Exception.class).hasStackTraceContaining(why)
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
        } finally {
            connections.destroy();
        }
    }

    private static void refused(String address, String user, String password) throws Exception {
        try (HikariDataSource pool = pool(address, user, password)) {
            assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class).hasStackTraceContaining("ertificate");
        }
    }

    private static HikariDataSource pool(String address, String user, String password) throws Exception {
        return DataSources.pool(
                settings(Map.of("nacento.db.url", "jdbc:mariadb://" + address, "nacento.db.user", user, "nacento.db.password", password))
                        .database());
    }

    private static CachingConnectionFactory broker(String host, int port, String topic) throws Exception {
        BrokerAddress broker = TestServers.broker();
        return Connections.create(settings(Map.of("nacento.rabbitmq.addresses", host + ":" + port, "nacento.rabbitmq.ssl", "true",
                "nacento.rabbitmq.user", broker.user(), "nacento.rabbitmq.password", broker.password(), "nacento.rabbitmq.vhost",
                broker.vhost(),
                "nacento.rabbitmq.topic", topic)).rabbit());
    }

    private static Settings settings(Map<String, String> those) throws Exception {
        Map<String, String> all = new TreeMap<>(Map.of("nacento.auth.mode", "none", "nacento.db.user", "nobody", "nacento.s3.bucket", "any",
                "nacento.s3.access-key", "key", "nacento.s3.secret-key", "secret"));
        all.putAll(those);
        Path file = Files.createTempFile(directory, "settings", ".properties");
        TestSettings.write(file, all);
        return Settings.load(file, Map.of());
    }
}
