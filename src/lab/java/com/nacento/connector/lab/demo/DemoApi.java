package com.nacento.connector.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The connector's API as a PIM would call it, each call first shown as the curl command that does the same. */
final class DemoApi {

    private static final String PAYLOADS = "src/test/resources/requests/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final String token;
    private final Path workDir;
    private final DemoScreen screen;

    DemoApi(URI base, String token, Path workDir, DemoScreen screen) {
        this.base = base;
        this.token = token;
        this.workDir = workDir;
        this.screen = screen;
    }

    /** An answer: its status and its JSON. */
    record Answer(int status, JsonNode body) {
    }

    /** Sends one of the sample payloads. */
    Answer post(String path, String payload) throws IOException, InterruptedException {
        byte[] body;
        try (InputStream in = DemoApi.class.getResourceAsStream("/demo/requests/" + payload)) {
            body = in.readAllBytes();
        }
        // a shell would take ? for a pattern
        String address = path.contains("?") ? "'" + base + path + "'" : base + path;
        screen.line("curl -X POST " + address + " \\");
        screen.line("  -H 'Authorization: Bearer " + token + "' -H 'Content-Type: application/json' \\");
        screen.line("  --data-binary @" + file(payload, body));
        screen.gap();
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    /** The curl command of a GET. */
    String curl(String path) {
        return "curl -H 'Authorization: Bearer " + token + "' \\\n     " + base + path;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    /** Where the payload lies in the project, or a copy of it for a program that runs without the project. */
    private Path file(String payload, byte[] body) throws IOException {
        Path source = Path.of(PAYLOADS + payload);
        return Files.exists(source) ? source : Files.write(workDir.resolve(payload), body);
    }
}
