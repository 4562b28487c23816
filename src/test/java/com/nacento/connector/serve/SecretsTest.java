package com.nacento.connector.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.TestCertificate;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service as users run it, with secrets that would be recognised anywhere: while everything fails that can fail, none of
 * them is in its output, its answers, its health, its metrics or the list of processes.
 */
class SecretsTest {

    private static final String DB_PASSWORD = "dbsecret-7f3a91";
    private static final String URL_PASSWORD = "urlsecret-20ce55";
    private static final String S3_SECRET = "s3secret-c04d18";
    private static final String BROKER_PASSWORD = "mqsecret-55be02";
    private static final String TOKEN = "tokensecret-9e61f7";
    private static final String WRONG_TOKEN = "guesssecret-13ac4d";
    private static final List<String> SECRETS = List.of(DB_PASSWORD, URL_PASSWORD, S3_SECRET, BROKER_PASSWORD, TOKEN, WRONG_TOKEN);
    private static final String CALLS = "/rest/V1/nacento-connector/products/";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final List<String> seen = new ArrayList<>();
    private MagentoShop shop;
    private int port;
    private int managementPort;

    @BeforeEach
    void openShop() throws Exception {
        shop = MagentoShop.open();
        port = FreePort.find();
        managementPort = FreePort.find();
    }

    @AfterEach
    void closeShop() throws Exception {
        shop.close();
    }

    @Test
    void noSecretIsShownWhileBucketAndBrokerRefuseTheirs() throws Exception {
        TestCertificate certificate = TestCertificate.create(directory.resolve("tls"));
        HttpClient client = HttpClient.newBuilder().sslContext(certificate.client()).build();
        shop.addProduct("SECRET-1");
        Map<String, String> environment = environment();
        environment.put("NACENTO_S3_SECRET_KEY", S3_SECRET);
        environment.put("NACENTO_RABBITMQ_PASSWORD", BROKER_PASSWORD);
        environment.put("NACENTO_HTTP_TLS_ENABLED", "true");
        environment.put("NACENTO_HTTP_TLS_CERTIFICATE", certificate.certificate().toString());
        environment.put("NACENTO_HTTP_TLS_KEY", certificate.key().toString());
        try (ServiceProcess service = ServiceProcess.run(directory, environment, "serve")) {
            service.awaitOutput("Ready: API on https://127.0.0.1:" + port);
            seen.add(service.commandLine());
            String item = "{\"items\":[{\"sku\":\"SECRET-1\",\"images\":[{\"file_path\":\"/s/1.jpg\"}]}]}";
            await().atMost(PATIENCE).until(() -> call(client, "https", TOKEN, "media/bulk", item),
                    answer -> answer.body().contains("storage_unavailable"));
            assertThat(call(client, "https", TOKEN, "media/bulk/async", item).statusCode()).isEqualTo(503);
            assertThat(call(client, "https", TOKEN, "SECRET-1/media", "{\"images\":[{\"file_path\":\"/s/1.jpg\"}]}").statusCode())
                    .isEqualTo(503);
            assertThat(call(client, "https", WRONG_TOKEN, "media/bulk", item).statusCode()).isEqualTo(401);
            assertThat(call(client, "https", TOKEN, "media/bulk?token=" + WRONG_TOKEN, "{\"items\":").statusCode()).isEqualTo(400);
            for (String page : List.of("settings", "calls", "bulks")) {
                HttpResponse<String> answer = client
                        .send(HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/rest/V1/nacento-connector/ui/" + page))
                                .header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(page).isEqualTo(200);
                seen.add(answer.headers() + answer.body());
            }
            observe();
            onThisMachineOnly(port);
            onThisMachineOnly(managementPort);
            seen.add(service.output());
        }
        noneIsSeen();
        assertThat(String.join("\n", seen)).doesNotContain("PRIVATE KEY");
    }

    @Test
    void noSecretIsShownWhileTheDatabaseRefusesIts() throws Exception {
        Map<String, String> environment = environment();
        environment.put("NACENTO_DB_PASSWORD", DB_PASSWORD);
        try (ServiceProcess service = ServiceProcess.run(directory, environment, "serve")) {
            service.awaitOutput("Ready: API on http://127.0.0.1:" + port);
            assertThat(call(HttpClient.newHttpClient(), "http", TOKEN, "media/bulk", "{\"items\":[{\"sku\":\"A\",\"images\":[]}]}")
                    .statusCode()).isEqualTo(503);
            observe();
            seen.add(service.output());
            seen.add(service.commandLine());
        }
        environment.put("NACENTO_DB_URL", shop.database().address().url() + (shop.database().address().url().contains("?") ? "&" : "?")
                + "user=nobody&password=" + URL_PASSWORD);
        for (String command : List.of("setup", "doctor")) {
            try (ServiceProcess run = ServiceProcess.run(directory, environment, command)) {
                assertThat(run.exitCode()).isNotZero();
                seen.add(run.output());
            }
        }
        environment.put("NACENTO_DB_URL", "jdbc:nonsense://host/?password=" + URL_PASSWORD);
        try (ServiceProcess run = ServiceProcess.run(directory, environment, "serve")) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.output()).contains("nacento.db.url (NACENTO_DB_URL)");
            seen.add(run.output());
        }
        noneIsSeen();
    }

    private void observe() throws Exception {
        for (String page : List.of("/observe/health", "/observe/health?data=true", "/observe/health/ready?data=true", "/observe/metrics",
                "/observe", "/")) {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + page)).build(), BodyHandlers.ofString());
            seen.add(answer.headers() + answer.body());
        }
    }

    private HttpResponse<String> call(HttpClient client, String scheme, String token, String call, String body) throws Exception {
        String host = scheme.equals("https") ? "localhost" : "127.0.0.1";
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(scheme + "://" + host + ":" + port + CALLS + call))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(body))
                .build(),
                BodyHandlers.ofString());
        seen.add(answer.headers() + answer.body());
        return answer;
    }

    private static void onThisMachineOnly(int port) throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).findFirst();
        if (outside.isPresent()) {
            assertThatThrownBy(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(outside.get(), port), 5_000);
                }
            }).isInstanceOf(ConnectException.class);
        }
    }

    private void noneIsSeen() {
        assertThat(seen).hasSizeGreaterThan(8).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> settings = new TreeMap<>(TestSettings.of(shop, port, managementPort));
        settings.put("nacento.auth.mode", "token");
        settings.put("nacento.auth.tokens", TokenHash.of("pim", TOKEN).toString());
        settings.put("nacento.s3.timeout", "2s");
        Map<String, String> environment = new TreeMap<>();
        settings.forEach((name, value) -> environment.put(name.replace('.', '_').replace('-', '_').toUpperCase(), value));
        return environment;
    }
}
