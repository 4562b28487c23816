package com.nacento.connector.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A real Redis, with Magento's page cache as {@code Cm_Cache_Backend_Redis} lays it out: ids and tags in upper case behind a prefix. */
public final class RedisServer implements AutoCloseable {

    public static final int DATABASE = 1;
    public static final String PASSWORD = "only for tests";
    public static final String PREFIX = "69d_";

    private final int port = FreePort.find();
    private final Process process;
    private final Jedis client;

    private RedisServer() throws IOException {
        Path folder = Files.createTempDirectory("nacento-redis-");
        process = new ProcessBuilder("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder.toString(),
                "--requirepass", PASSWORD).redirectErrorStream(true).redirectOutput(folder.resolve("redis.log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        client = new Jedis("127.0.0.1", port);
        await().atMost(Duration.ofSeconds(60)).ignoreException(JedisConnectionException.class).until(() -> client.auth(PASSWORD).equals("OK"));
        client.select(DATABASE);
    }

    /** Whether the program is on this machine. */
    public static boolean isInstalled() {
        return Varnish.isOnPath("redis-server");
    }

    public static RedisServer start() {
        try {
            return new RedisServer();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis cannot be started", e);
        }
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Stores a page as Magento does. */
    public void page(String id, String... tags) {
        client.hset("zc:k:" + PREFIX + id, "d", "<html>");
        for (String tag : tags) {
            client.sadd("zc:ti:" + PREFIX + tag, PREFIX + id);
            client.sadd("zc:tags", PREFIX + tag);
        }
    }

    public boolean hasPage(String id) {
        return client.exists("zc:k:" + PREFIX + id);
    }

    /** Whether Magento would find pages by this tag. */
    public boolean hasTag(String tag) {
        return client.exists("zc:ti:" + PREFIX + tag) || client.sismember("zc:tags", PREFIX + tag);
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    }
}
