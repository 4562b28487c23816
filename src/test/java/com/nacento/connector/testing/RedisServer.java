package com.nacento.connector.testing;

import static org.awaitility.Awaitility.await;

import com.nacento.connector.lab.stage.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        process = new ProcessBuilder("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--dir",
                folder.toString(),
                "--requirepass", PASSWORD).redirectErrorStream(true).redirectOutput(folder.resolve("redis.log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        client = new Jedis("127.0.0.1", port);
        await().atMost(Duration.ofSeconds(60)).ignoreException(JedisConnectionException.class)
                .until(() -> client.auth(PASSWORD).equals("OK"));
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
        entry(id, "<html>", tags);
    }

    /** Stores an entry as Magento does: data, tags, time of writing, and that it has no end. */
    public void entry(String id, String data, String... tags) {
        client.hset("zc:k:" + PREFIX + id, Map.of("d", data, "t", Stream.of(tags).map(tag -> PREFIX + tag).collect(Collectors.joining(",")),
                "m", "1764000000", "i", "1"));
        for (String tag : tags) {
            client.sadd("zc:ti:" + PREFIX + tag, PREFIX + id);
            client.sadd("zc:tags", PREFIX + tag);
        }
    }

    /** The data of an entry, {@code null} if there is none. */
    public String data(String id) {
        return client.hget("zc:k:" + PREFIX + id, "d");
    }

    /** Whether the set of a tag has this entry. */
    public boolean isTagged(String tag, String id) {
        return client.sismember("zc:ti:" + PREFIX + tag, PREFIX + id);
    }

    /** As Magento's Symfony caches begin. */
    public void becomeSymfonys() {
        client.flushDB();
        client.sadd("cache:all_ids", "GLOBAL__CONFIG");
    }

    /** The settings that make this the default cache. */
    public Map<String, String> asDefaultCache() {
        return Map.of("nacento.cache.redis.default-address", address(), "nacento.cache.redis.default-database", Integer.toString(DATABASE),
                "nacento.cache.redis.default-password", PASSWORD, "nacento.cache.redis.default-id-prefix", PREFIX);
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
