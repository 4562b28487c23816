package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code /openapi.yaml} says what the routes do: every call that is made here is checked against it, request and answer. */
class ApiDocumentTest extends QueueJourneyTest {

    private static final String TOKEN = "token-of-the-test";
    private static final String PRODUCTS = "/rest/V1/nacento-connector/products";
    private static final String PRODUCT = PRODUCTS + "/{sku}/media";
    private static final String BULK = PRODUCTS + "/media/bulk";
    private static final String ASYNC = BULK + "/async";
    private static final String STATUS = "/rest/V1/bulk/{uuid}/";
    /** Calls that the page at /ui/ makes: they are its own, and change with it. */
    private static final String OF_THE_PAGE = "/rest/V1/nacento-connector/ui";
    /** What PIMs call by themselves has their own form. */
    private static final String OF_PIMS = "/hooks";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ObjectNode document;

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "1", "nacento.auth.mode", "token", "nacento.auth.tokens", sha256(TOKEN),
                "nacento.http.max-body-size", "64KiB", "nacento.http.max-spooled-size", "1MiB");
    }

    @BeforeAll
    void readTheDocument() throws Exception {
        Answer answer = connector.get("/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml; charset=utf-8");
        document = (ObjectNode) yaml(answer.body());
        addProduct("API-1", "/a/p/api-1.jpg");
    }

    @Test
    void everyRouteIsInTheDocumentAndEveryCallOfTheDocumentIsARoute() {
        Map<String, String> told = new TreeMap<>();
        document.path("paths").fields().forEachRemaining(path -> path.getValue().fields()
                .forEachRemaining(call -> told.put(call.getKey() + " " + path.getKey(), call.getValue().path("operationId").textValue())));
        assertThat(told).isEqualTo(routes());
    }

    @Test
    void aProductIsAnsweredAsTheDocumentSays() {
        assertThat(post(PRODUCT, Map.of("sku", "API-1"),
                "{\"images\":[{\"file_path\":\"/a/p/api-1.jpg\",\"label\":null,\"position\":\"3\",\"disabled\":1,"
                        + "\"roles\":[\"base\",\"nobody\"]},{\"file_path\":\"/a/p/missing.jpg\"}]}")
                .status()).isEqualTo(200);
        assertThat(post(PRODUCT, Map.of("sku", "NO-SUCH-SKU"), "{\"images\":[]}").status()).isEqualTo(404);
        assertThat(check("post", PRODUCT, send(PRODUCT, Map.of("sku", "API-1"), "{\"images\":{}}")).status()).isEqualTo(400);
        assertThat(check("post", PRODUCT, send(PRODUCT, Map.of("sku", "API-1"), "{\"images\":[{\"file_path\":\"../x.jpg\"}]}")).status())
                .isEqualTo(400);
    }

    @Test
    void aBulkIsAnsweredAsTheDocumentSays() {
        Answer answer = post(BULK, Map.of(),
                "{\"request\":{\"request_id\":\"op-1\",\"extra\":1,\"items\":[" + item("API-1", "/a/p/api-1.jpg", "Front")
                        + "," + item("NO-SUCH-SKU", "/a/p/api-1.jpg", "Front") + "," + item("API-1", "/a/p/api-1.exe", "Front") + "]}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("warnings")).as("the part that is not always there was checked too").isTrue();
        assertThat(post(BULK, Map.of(), "{\"items\":[]}").status()).isEqualTo(200);
        assertThat(check("post", BULK, send(BULK, Map.of(), "[]")).status()).isEqualTo(400);
        assertThat(check("post", BULK, send(BULK, Map.of(), " ".repeat(70_000))).status()).isEqualTo(413);
    }

    @Test
    void aDryRunAndWhatIsOnlyToBeDoneAsItHasShownAreAnsweredAsTheDocumentSays() throws Exception {
        addProduct("API-DRY", "/a/p/api-dry.jpg");
        String images = "\"images\":[{\"file_path\":\"/a/p/api-dry.jpg\",\"roles\":[\"base\"]}]";
        Answer dry = post(BULK, Map.of(), "{\"dry_run\":true,\"items\":[{\"sku\":\"API-DRY\"," + images + "}]}");
        assertThat(dry.json().at("/results/0/changes").size()).as(dry.body()).isEqualTo(2);
        assertThat(post(PRODUCT, Map.of("sku", "API-DRY"), "{\"if_plan\":\"another\"," + images + "}").status()).isEqualTo(412);
        Answer other = post(BULK, Map.of(), "{\"items\":[{\"sku\":\"API-DRY\",\"if_plan\":\"another\"," + images + "}]}");
        assertThat(other.json().at("/results/0/error").textValue()).startsWith("plan_changed: ");
        String plan = dry.json().at("/results/0/plan").textValue();
        assertThat(post(PRODUCT, Map.of("sku", "API-DRY"), "{\"if_plan\":\"" + plan + "\"," + images + "}").status()).isEqualTo(200);
    }

    @Test
    void anAsynchronousBulkAndItsStatusAreAnsweredAsTheDocumentSays() {
        Answer receipt = post(ASYNC, Map.of(),
                request(item("API-1", "/a/p/api-1.jpg", "Front"), item("NO-SUCH-SKU", "/a/p/api-1.jpg", "Front"),
                        item("API-1", "/a/p/api-1.exe", "Front")));
        String uuid = Bulks.uuid(receipt);
        bulks.awaitStatuses(uuid, "1:1", "2:3", "3:5");
        for (String call : List.of("status", "detailed-status", "operation-status/{status}")) {
            assertThat(get(STATUS + call, Map.of("uuid", uuid, "status", "1")).status()).as(call).isEqualTo(200);
            assertThat(get(STATUS + call, Map.of("uuid", "no-such-bulk", "status", "1")).status()).as(call).isEqualTo(404);
        }
        assertThat(get(STATUS + "operation-status/{status}", Map.of("uuid", uuid, "status", "one")).status()).isEqualTo(400);
    }

    @Test
    void whoMayNotCallAndWhoSendsSomethingElseIsAnsweredAsTheDocumentSays() {
        operations((method, path) -> {
            HttpRequest.Builder call = connector.request(filled(path, Map.of("sku", "A", "uuid", "u", "status", "1")));
            call = method.equals("get") ? call.GET() : call.POST(BodyPublishers.ofString("{}")).header("Content-Type", "application/json");
            assertThat(check(method, path, connector.send(call)).status()).as(path).isEqualTo(401);
            if (method.equals("post")) {
                HttpRequest.Builder text = connector.request(filled(path, Map.of("sku", "A"))).POST(BodyPublishers.ofString("{}"))
                        .header("Authorization", "Bearer " + TOKEN).header("Content-Type", "text/plain");
                assertThat(check(method, path, connector.send(text)).status()).as(path).isEqualTo(415);
            }
        });
    }

    @Test
    void thePayloadsAndTheExamplesAreRequestsAsTheDocumentSays() throws IOException {
        valid(Path.of("src/test/resources/requests/single.json"), PRODUCT);
        valid(Path.of("src/test/resources/requests/slots.json"), PRODUCT);
        valid(Path.of("src/test/resources/requests/replace.json"), PRODUCT);
        valid(Path.of("src/test/resources/requests/bulk.json"), BULK);
        valid(Path.of("src/test/resources/requests/async.json"), ASYNC);
        operations((method, path) -> body(method, path).path("examples")
                .forEach(example -> assertThat(errors(body(method, path).path("schema"), example.path("value"))).as(path).isEmpty()));
    }

    @Test
    void theCollectionForHttpClientsHasEveryCallAsTheDocumentSays() throws IOException {
        Set<String> left = new TreeSet<>();
        operations((method, path) -> left.add(method + " " + path));
        for (String part : Files.readString(Path.of("docs/api.http")).split("(?m)^### ")) {
            MatchResult call = Pattern.compile("(?m)^(GET|POST) \\{\\{url}}(\\S+)$").matcher(part).results().findFirst().orElse(null);
            if (call != null) {
                String method = call.group(1).toLowerCase();
                String path = left.stream().map(one -> one.split(" "))
                        .filter(one -> one[0].equals(method) && call.group(2).matches(one[1].replaceAll("\\{[a-z]+}", "[^/]+")))
                        .map(one -> one[1]).findFirst().orElseThrow(() -> new AssertionError(call.group()));
                assertThat(part).contains("Authorization: Bearer {{token}}");
                if (method.equals("post")) {
                    assertThat(errors(body(method, path).path("schema"), JSON.readTree(part.split("\n\n", 2)[1]))).as(path).isEmpty();
                }
                left.remove(method + " " + path);
            }
        }
        assertThat(left).isEmpty();
    }

    @Test
    void thePageAndAllThatItNeedsComeFromTheConnectorItselfAndNothingElseDoes() {
        Answer page = connector.get("/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'", "script-src 'self'");
        List<String> files = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page.body()).results().map(link -> link.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(3).allSatisfy(file -> {
            assertThat(file).as("behind a proxy there may be something in front of the path").doesNotStartWith("/").doesNotContain(":");
            assertThat(connector.get("/" + file).status()).as(file).isEqualTo(200);
        });
        assertThat(connector.get("/docs/").headers().firstValue("Location")).hasValue("../docs");
        for (String path : List.of("/docs/index.html", "/docs/swagger-ui-bundle.js.map", "/docs/../application.properties",
                "/docs/%2e%2e/camel.properties",
                "/docs//etc/passwd", "/docs/logback.xml", "/openapi.yaml/", "/META-INF/MANIFEST.MF")) {
            assertThat(connector.get(path).status()).as(path).isIn(400, 404);
        }
    }

    /** By what RFC 3986 says about the address of this file, which is how the page finds its calls. */
    @Test
    void callsGoBehindWhateverAProxyPutsInFrontOfThePath() {
        URI server = URI.create(document.path("servers").path(0).path("url").asText());

        assertThat(URI.create("https://shop.example.com/openapi.yaml").resolve(server)).hasToString("https://shop.example.com/");
        assertThat(URI.create("https://shop.example.com/nacento/openapi.yaml").resolve(server))
                .hasToString("https://shop.example.com/nacento/");
    }

    private interface Operation {
        void of(String method, String path);
    }

    private void operations(Operation operation) {
        document.path("paths").fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> operation.of(method, path.getKey())));
    }

    /** What a request's body may be. */
    private JsonNode body(String method, String path) {
        return resolved(document.path("paths").path(path).path(method).path("requestBody")).path("content").path("application/json");
    }

    private void valid(Path payload, String path) throws IOException {
        assertThat(errors(body("post", path).path("schema"), JSON.readTree(payload.toFile()))).as(payload.toString()).isEmpty();
    }

    /** Sends what the document allows, and checks the answer. */
    private Answer post(String path, Map<String, String> parameters, String json) {
        try {
            assertThat(errors(body("post", path).path("schema"), JSON.readTree(json))).as(json).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return check("post", path, send(path, parameters, json));
    }

    private Answer send(String path, Map<String, String> parameters, String json) {
        return connector.send(connector.request(filled(path, parameters)).header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private Answer get(String path, Map<String, String> parameters) {
        return check("get", path,
                connector.send(connector.request(filled(path, parameters)).header("Authorization", "Bearer " + TOKEN).GET()));
    }

    /** The answer's status, type, headers and body are in the document. */
    private Answer check(String method, String path, Answer answer) {
        JsonNode told = resolved(document.path("paths").path(path).path(method).path("responses").path(Integer.toString(answer.status())));
        assertThat(told.isObject()).as("%s %s may answer %s: %s", method, path, answer.status(), answer.body()).isTrue();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        told.path("headers").fieldNames()
                .forEachRemaining(header -> assertThat(answer.headers().firstValue(header)).as(header).isPresent());
        assertThat(errors(told.path("content").path("application/json").path("schema"), answer.json())).as(answer.body()).isEmpty();
        return answer;
    }

    /** What is wrong with a value; the references in a schema lead into the document's components. */
    private List<String> errors(JsonNode schema, JsonNode value) {
        assertThat(schema.isObject()).isTrue();
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        List<String> errors = new ArrayList<>();
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole).validate(value)
                .forEach(error -> errors.add(error.toString()));
        return errors;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").textValue().substring(1)) : node;
    }

    private static String filled(String path, Map<String, String> parameters) {
        String address = path;
        for (Map.Entry<String, String> parameter : new HashMap<>(parameters).entrySet()) {
            address = address.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return address;
    }

    /** Method and path of each call over HTTP, with the name that it has in the document: that of its route. */
    private static Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (JsonNode entry : yaml(Files.readString(file))) {
                    JsonNode rest = entry.path("rest");
                    rest.fields().forEachRemaining(verb -> {
                        String path = rest.path("path").textValue();
                        if (verb.getValue().isArray() && !path.startsWith(OF_THE_PAGE) && !path.startsWith(OF_PIMS)) {
                            verb.getValue()
                                    .forEach(call -> routes.put(
                                            verb.getKey() + " " + rest.path("path").textValue() + call.path("path").textValue(),
                                            camelCase(call.path("to").textValue().substring("direct:".length()))));
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return routes;
    }

    private static String camelCase(String route) {
        return Pattern.compile("-([a-z])").matcher(route).replaceAll(letter -> letter.group(1).toUpperCase());
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
