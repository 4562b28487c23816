package com.nacento.connector.serve;

import com.nacento.connector.config.Settings;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A start of the whole service with no server around, and a first request: what a Java virtual machine has to see once to
 * write an archive of the classes that a start needs ({@code -XX:ArchiveClassesAtExit}). It asks nothing of the machine but two
 * free ports, reads nobody's settings, and reaches no database, bucket or broker.
 */
public final class Rehearsal {

    /** Nothing listens there. */
    private static final String NOWHERE = "127.0.0.1:1";
    private static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";
    private static final String ITEM = "{\"items\":[{\"sku\":\"rehearsal\",\"images\":[{\"file_path\":\"/r/e/hearsal.jpg\",\"roles\":[\"base\"]}]}]}";

    private final int port = freePort();
    private final int managementPort = freePort();

    /** Starts, asks for health, metrics and a bulk, and stops. */
    public void run() throws IOException, InterruptedException {
        Connector connector = new Connector(load());
        connector.main().addInitialProperty("camel.main.shutdownTimeout", "1");
        connector.start();
        // nobody waits for a database that will not come
        connector.main().getCamelContext().getRegistry().findByType(HikariDataSource.class).forEach(HikariDataSource::close);
        HttpClient client = HttpClient.newHttpClient();
        for (String page : new String[] {"/observe/health/live", "/observe/health/ready", "/observe/metrics"}) {
            client.send(to(managementPort, page).build(), BodyHandlers.discarding());
        }
        client.send(to(port, BULK).header("Content-Type", "application/json").POST(BodyPublishers.ofString(ITEM)).build(),
                BodyHandlers.discarding());
        connector.stop();
    }

    /** From a file that names nothing, so that the one in the working directory is not read. */
    private Settings load() throws IOException {
        Path nothing = Files.createTempFile("nacento-", ".properties");
        try {
            return Settings.load(nothing, settings());
        } finally {
            Files.delete(nothing);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("NACENTO_HTTP_PORT", Integer.toString(port));
        settings.put("NACENTO_MANAGEMENT_PORT", Integer.toString(managementPort));
        settings.put("NACENTO_AUTH_MODE", "none");
        settings.put("NACENTO_DB_URL", "jdbc:mariadb://" + NOWHERE + "/rehearsal");
        settings.put("NACENTO_DB_USER", "rehearsal");
        settings.put("NACENTO_S3_ENDPOINT", "http://" + NOWHERE);
        settings.put("NACENTO_S3_BUCKET", "rehearsal");
        settings.put("NACENTO_S3_ACCESS_KEY", "rehearsal");
        settings.put("NACENTO_S3_SECRET_KEY", "rehearsal");
        settings.put("NACENTO_RABBITMQ_ADDRESSES", NOWHERE);
        settings.put("NACENTO_RABBITMQ_USER", "rehearsal");
        return settings;
    }

    private static HttpRequest.Builder to(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }
}
