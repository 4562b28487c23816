package com.nacento.connector.lab.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small Akeneo: its REST API over a {@link PimCatalogue}, with the tokens, pages, limits and bad days of the real one. */
public final class StandInPim implements AutoCloseable {

    public static final String CLIENT = "client";
    public static final String SECRET = "client secret";
    public static final String USER = "connector";
    public static final String PASSWORD = "pass word";

    private static final String API = "/api/rest/v1/";
    private static final int AT_ONCE = 4;
    /** The web server in front of it takes no longer ones: nginx's large_client_header_buffers, Apache's LimitRequestLine. */
    private static final int LONGEST_ADDRESS = 8000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PimCatalogue catalogue;
    private final CatalogueSearch search;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Queue<Interruption> interruptions = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    /** What a request gets in place of its answer. */
    private record Interruption(int status, String contentType, String body, Map<String, String> headers) {
    }

    public StandInPim(PimCatalogue catalogue) throws IOException {
        this(catalogue, ZoneOffset.UTC);
    }

    /** @param zone in which it understands times that it is asked for */
    public StandInPim(PimCatalogue catalogue, ZoneId zone) throws IOException {
        this.catalogue = catalogue;
        this.search = new CatalogueSearch(catalogue, zone);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of a source that asks it, by the ends of their names. */
    public Map<String, String> settings() {
        return Map.of("url", url(), "client-id", CLIENT, "client-secret", SECRET, "user", USER, "password", PASSWORD);
    }

    /** What was asked for, without the tokens: path and query, decoded. */
    public List<String> asked() {
        return asked;
    }

    /** How many requests were under way at once, at the most. */
    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** Its next answer is none. */
    public StandInPim answersNext(int status, String contentType, String body, Map<String, String> headers) {
        interruptions.add(new Interruption(status, contentType, body, headers));
        return this;
    }

    /** All tokens run out. */
    public void forgetTokens() {
        tokens.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            Interruption interruption = interruptions.poll();
            if (interruption != null) {
                interruption.headers().forEach(exchange.getResponseHeaders()::set);
                answer(exchange, interruption.status(), interruption.contentType(), interruption.body().getBytes(StandardCharsets.UTF_8));
            } else if (exchange.getRequestURI().toString().length() > LONGEST_ADDRESS) {
                answer(exchange, 414, "text/html", "<h1>Request-URI Too Large</h1>".getBytes(StandardCharsets.UTF_8));
            } else if (underWay.get() > AT_ONCE) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429, error(429, "Too many requests"));
            } else if (path.equals("/api/oauth/v1/token")) {
                token(exchange);
            } else if (!tokens
                    .contains(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).replaceFirst("Bearer ", ""))) {
                answer(exchange, 401, error(401, "The access token provided is invalid."));
            } else {
                ask(exchange, path.substring(API.length()), parameters(exchange.getRequestURI().getRawQuery()));
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        String client = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean known = ("Basic " + client).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && (request.path("grant_type").asText().equals("password") && request.path("username").asText().equals(USER)
                        && request.path("password").asText().equals(PASSWORD)
                        || tokens.contains(request.path("refresh_token").asText("-")));
        if (!known) {
            answer(exchange, 422, error(422, "Parameter \"client_id\" is missing or does not match any client, or secret is invalid"));
            return;
        }
        ObjectNode answer = JSON.createObjectNode().put("expires_in", 3600).put("token_type", "bearer").putNull("scope");
        for (String name : List.of("access_token", "refresh_token")) {
            String token = UUID.randomUUID().toString();
            tokens.add(token);
            answer.put(name, token);
        }
        answer(exchange, 200, answer);
    }

    private void ask(HttpExchange exchange, String path, Map<String, String> parameters) throws IOException {
        asked.add(path + " " + parameters);
        String[] parts = path.split("/");
        try {
            switch (parts[0]) {
                case "products", "products-uuid" -> page(exchange, path, parameters, catalogue.products());
                case "product-models" -> page(exchange, path, parameters, catalogue.models());
                case "asset-families" -> assets(exchange, path, parameters);
                case "attributes" -> attributes(exchange, parts);
                default -> answer(exchange, 404, error(404, "Not found"));
            }
        } catch (IllegalArgumentException unprocessable) {
            answer(exchange, 422, error(422, unprocessable.getMessage()));
        }
    }

    private void assets(HttpExchange exchange, String path, Map<String, String> parameters) throws IOException {
        String[] parts = path.split("/");
        if (!catalogue.hasFamily(parts[1])) {
            answer(exchange, 404, error(404, "Asset family \"" + parts[1] + "\" does not exist."));
        } else if (parts[2].equals("assets")) {
            page(exchange, path, parameters, catalogue.assets(parts[1]));
        } else if (parts[3].equals("file")) {
            answer(exchange, 200, JSON.createObjectNode().put("code", parts[3]).put("type", "media_file"));
        } else {
            answer(exchange, 404, error(404, "Attribute \"" + parts[3] + "\" does not exist for the asset family \"" + parts[1] + "\"."));
        }
    }

    private void attributes(HttpExchange exchange, String[] parts) throws IOException {
        ObjectNode attribute = JSON.createObjectNode().put("localizable", false).put("scopable", false);
        if (parts.length == 1) {
            ObjectNode page = JSON.createObjectNode();
            ArrayNode items = page.putObject("_embedded").putArray("items");
            catalogue.identifiers().forEach(code -> items.add(attribute.deepCopy().put("code", code).put("type", "pim_catalog_identifier")
                    .put("is_main_identifier", code.equals(catalogue.mainIdentifier()))));
            answer(exchange, 200, page);
        } else if (catalogue.shows(parts[1])) {
            answer(exchange, 200, attribute.put("code", parts[1]).put("type", "pim_catalog_image"));
        } else {
            answer(exchange, 404, error(404, "Attribute \"" + parts[1] + "\" does not exist."));
        }
    }

    private void page(HttpExchange exchange, String path, Map<String, String> parameters, List<ObjectNode> things) throws IOException {
        List<ObjectNode> found = search.found(things, JSON.readTree(parameters.getOrDefault("search", "{}")));
        int limit = Integer.parseInt(parameters.getOrDefault("limit", "10"));
        if (limit > 100) {
            throw new IllegalArgumentException("You cannot request more than 100 items.");
        }
        int from = Integer.parseInt(parameters.getOrDefault("search_after", "0"));
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putObject("_embedded").putArray("items");
        found.stream().skip(from).limit(limit).forEach(thing -> items.add(shown(thing, path, parameters.get("attributes"))));
        if (from + limit < found.size()) {
            Map<String, String> next = new TreeMap<>(parameters);
            next.put("search_after", Integer.toString(from + limit));
            // behind a proxy it believes in another address than it is reached by
            page.putObject("_links").putObject("next").put("href", "http://pim.internal" + API + path + "?" + query(next));
        }
        answer(exchange, 200, page);
    }

    private static ObjectNode shown(ObjectNode thing, String path, String attributes) {
        if (path.equals("products-uuid")) {
            thing.withObjectProperty("values").putArray("sku").addObject().putNull("locale").putNull("scope").set("data",
                    thing.remove("identifier"));
        }
        if (attributes != null && thing.path("values") instanceof ObjectNode values) {
            values.retain(new HashSet<>(Arrays.asList(attributes.split(","))));
        }
        return thing;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            int sign = part.indexOf('=');
            parameters.put(part.substring(0, sign), URLDecoder.decode(part.substring(sign + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.length() == 0 ? "" : "&").append(name).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }

    private static JsonNode error(int status, String message) {
        return JsonNodeFactory.instance.objectNode().put("code", status).put("message", message);
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        answer(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void answer(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
