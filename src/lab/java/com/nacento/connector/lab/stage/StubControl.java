package com.nacento.connector.lab.stage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The {@link S3Stub} as a process of its own, so that its work and its garbage are not those of the load generator. */
public final class StubControl implements AutoCloseable {

    private final ServerProcess process;
    private final URI endpoint;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private StubControl(ServerProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** @param heap in MiB: three objects a product, in as little as can be */
    public static StubControl start(Path workDir, int heap) {
        int port = FreePort.find();
        ServerProcess process = ServerProcess.start("s3-stub", workDir.toAbsolutePath().resolve("s3-stub"),
                ServerProcess.thisProgram(ServerProcess.java("-Xms" + heap + "m", "-Xmx" + heap + "m", "-XX:+UseSerialGC"),
                        S3Stub.class.getName(),
                        Integer.toString(port)));
        StubControl control = new StubControl(process, URI.create("http://127.0.0.1:" + port));
        process.awaitAnswer(control::counts);
        return control;
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Holds exactly the pictures of a catalogue. */
    public void fill(Catalogue catalogue) throws IOException, InterruptedException {
        ask("fill?products=" + catalogue.products() + "&layout=" + catalogue.layout());
    }

    /** Replaces every so-manieth picture of the first products. */
    public void change(int products, int every, int version) throws IOException, InterruptedException {
        ask("change?products=" + products + "&every=" + every + "&version=" + version);
    }

    /** From now on answers come so much later, some of them are 503, and counting starts anew. */
    public void set(int latency, double errors) throws IOException, InterruptedException {
        ask("set?latency=" + latency + "&errors=" + errors);
    }

    /** From now on the server has these quirks and no others. */
    void quirks(Set<S3Stub.Quirk> on) throws IOException, InterruptedException {
        ask("quirks?on=" + on.stream().map(Enum::name).collect(Collectors.joining(",")));
    }

    /** Requests since {@link #set}, by kind and by status. */
    public Map<String, Long> counts() throws IOException, InterruptedException {
        return new ObjectMapper().readValue(ask("counts"), new TypeReference<TreeMap<String, Long>>() {
        });
    }

    private String ask(String what) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(endpoint.resolve("/_stub/" + what)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the S3 stub answers " + answer.statusCode() + " to " + what);
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.close();
    }
}
