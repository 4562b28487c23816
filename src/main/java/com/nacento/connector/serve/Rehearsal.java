package com.nacento.connector.serve;

import com.nacento.connector.config.Settings;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;

/**
 * A start of the whole service with no server around, and a first request: what a Java virtual machine has to see once to write an
 * archive of the classes that a start and a first bulk need ({@code -XX:ArchiveClassesAtExit}). It asks nothing of the machine but two
 * free ports, reads nobody's settings, and reaches no database, bucket or broker.
 */
public final class Rehearsal {

    /** Nothing listens there. */
    private static final String NOWHERE = "127.0.0.1:1";
    private static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";
    private static final String ITEM = "{\"items\":[{\"sku\":\"rehearsal\",\"images\":[{\"file_path\":\"/r/e/hearsal.jpg\",\"roles\":[\"base\"]}]}]}";

    private static final String CLASS = ".class";
    /** Of each jar that works on requests, one class: the connector's own, and those that speak to database, broker, bucket and PIM. */
    private static final List<String> AT_WORK = List.of("com.nacento.connector.Nacento", "org.mariadb.jdbc.Driver",
            "com.rabbitmq.client.Connection", "com.zaxxer.hikari.HikariDataSource", "org.springframework.jdbc.core.JdbcTemplate",
            "com.ctc.wstx.stax.WstxInputFactory", "net.thisptr.jackson.jq.JsonQuery");

    private final int port = freePort();
    private final int managementPort = freePort();

    /** Starts, asks for health, metrics and a bulk, loads what a bulk needs if servers are there, and stops. */
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
        for (String one : AT_WORK) {
            loadJarOf(one);
        }
        connector.stop();
    }

    /** Loads the classes of a jar. A library has some for what is not there; those are left out. */
    private static void loadJarOf(String name) throws IOException {
        ClassLoader loader = Rehearsal.class.getClassLoader();
        URL found = loader.getResource(name.replace('.', '/') + CLASS);
        if (found == null) {
            throw new IllegalStateException("there is no class " + name + " any more");
        }
        if (!(found.openConnection() instanceof JarURLConnection connection)) {
            // a folder of classes, of which no archive can be made
            return;
        }
        for (JarEntry entry : Collections.list(connection.getJarFile().entries())) {
            // those with a hyphen are module-info, package-info, and what META-INF has for other versions of Java
            if (entry.getName().endsWith(CLASS) && !entry.getName().contains("-")) {
                try {
                    Class.forName(entry.getName().substring(0, entry.getName().length() - CLASS.length()).replace('/', '.'), false, loader);
                } catch (ClassNotFoundException | LinkageError optional) {
                    continue;
                }
            }
        }
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
