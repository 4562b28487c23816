package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An S3 server (S3Proxy) on a free port of 127.0.0.1 that asks for signed requests. A bucket is a folder below
 * {@code <workDir>/s3/buckets}, an object a file in it. ETags stand in extended attributes of the files, so pictures come in
 * through the API: a file that is merely copied there has none.
 */
public final class EmbeddedS3 implements AutoCloseable {

    private static final String ACCESS_KEY = "nacento";
    private static final String SECRET_KEY = "embedded-only";

    private final ServerProcess process;
    private final StorageAddress address;

    private EmbeddedS3(ServerProcess process, StorageAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws IllegalStateException when it does not start; the message carries the end of its log
     */
    public static EmbeddedS3 start(Path workDir) {
        Path jars = EmbeddedServers.folder("s3proxy");
        Path folder = workDir.toAbsolutePath().resolve("s3");
        Path buckets = folder.resolve("buckets");
        URI endpoint = URI.create("http://127.0.0.1:" + FreePort.find());
        Path settings = folder.resolve("s3proxy.conf");
        try {
            Files.createDirectories(buckets);
            Files.writeString(settings, """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(endpoint, ACCESS_KEY, SECRET_KEY, buckets));
        } catch (IOException e) {
            throw new UncheckedIOException("the S3 server's settings could not be written to " + folder, e);
        }
        // at its own level it logs every request, which costs five sixths of its speed
        ServerProcess process = ServerProcess.start("s3", folder, ServerProcess.java(jars,
                List.of("-DLOG_LEVEL=WARN", "-DJETTY_LOG_LEVEL=WARN"),
                "org.gaul.s3proxy.Main", "--properties", settings.toString()));
        process.awaitAnswer(() -> knock(endpoint));
        return new EmbeddedS3(process, new StorageAddress(endpoint, ACCESS_KEY, SECRET_KEY));
    }

    public StorageAddress address() {
        return address;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }

    /** An unsigned request: any answer will do. */
    private static void knock(URI endpoint) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        connection.getResponseCode();
        connection.disconnect();
    }
}
