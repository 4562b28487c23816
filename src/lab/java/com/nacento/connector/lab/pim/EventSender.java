package com.nacento.connector.lab.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells a hook what has changed in a {@link PimCatalogue}, as Akeneo does: signed, with little patience, and on bad days not at all, twice,
 * or in another order.
 */
public final class EventSender {

    /** api.akeneo.com, Events API: limits and scalability. */
    private static final int MOST_EVENTS = 10;
    private static final Duration PATIENCE_OF_EVENTS_API = Duration.ofMillis(500);
    private static final Duration PATIENCE_OF_PLATFORM = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Kind kind;
    private final PimCatalogue catalogue;
    private final Supplier<URI> hook;
    private final String secret;
    private final Clock clock;
    private final Random chance;
    private double loss;
    private double doubling;
    private double lateness;
    /** Calls that were held back, to be made after younger ones. */
    private final List<String> heldBack = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private boolean suspended;
    private int taken;

    /** Which of Akeneo's two ways. */
    public enum Kind {
        /** The values of up to ten products a call; never tried again. */
        EVENTS_API,
        /** The UUID of one product a call; 404 and redirects end the subscription at once. */
        EVENT_PLATFORM
    }

    /** @param hook where it listens just now; {@code null}: nowhere */
    public EventSender(Kind kind, PimCatalogue catalogue, Supplier<URI> hook, String secret, Clock clock, long seed) {
        this.kind = kind;
        this.catalogue = catalogue;
        this.hook = hook;
        this.secret = secret;
        this.clock = clock;
        this.chance = new Random(seed);
    }

    /** From now on so many of a hundred calls are never made, so many made twice, and so many after some that are younger. */
    public EventSender badDays(int lost, int doubled, int late) {
        loss = lost / 100.0;
        doubling = doubled / 100.0;
        lateness = late / 100.0;
        return this;
    }

    /** How many calls were {@code lost}, {@code doubled} and {@code late} on bad days, and how many {@code unanswered}. */
    public Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** Whether Akeneo has given the hook up. */
    public boolean isSuspended() {
        return suspended;
    }

    /** How many calls were answered with 2xx. */
    public int taken() {
        return taken;
    }

    /** An empty body, rightly signed: the button "Test". Whether it would be content. */
    public boolean test() throws InterruptedException {
        int before = taken;
        call("");
        return taken > before;
    }

    /** Tells that products were updated; on bad days in another order than they were. */
    public void updated(List<String> identifiers) throws InterruptedException {
        List<ObjectNode> products = new ArrayList<>();
        identifiers.forEach(
                identifier -> catalogue.products().stream().filter(product -> product.path("identifier").asText().equals(identifier))
                        .forEach(products::add));
        if (loss + doubling + lateness > 0) {
            Collections.shuffle(products, chance);
        }
        int size = kind == Kind.EVENTS_API ? MOST_EVENTS : 1;
        for (int from = 0; from < products.size(); from += size) {
            List<ObjectNode> some = products.subList(from, Math.min(from + size, products.size()));
            String body = kind == Kind.EVENTS_API ? eventsApi(some) : platform(some.get(0));
            double luck = chance.nextDouble();
            if (luck < loss) {
                count("lost");
            } else if (luck < loss + lateness) {
                count("late");
                heldBack.add(body);
            } else {
                call(body);
                if (luck < loss + lateness + doubling) {
                    count("doubled");
                    call(body);
                }
            }
        }
        if (chance.nextBoolean()) {
            for (String body : List.copyOf(heldBack)) {
                call(body);
            }
            heldBack.clear();
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private String eventsApi(List<ObjectNode> products) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode events = body.putArray("events");
        for (JsonNode product : products) {
            events.addObject().put("action", "product.updated").put("event_id", UUID.randomUUID().toString())
                    .put("event_datetime", product.path("updated").asText()).put("author", "peter").put("author_type", "ui")
                    .put("pim_source", "http://pim.internal").putObject("data").set("resource", product);
        }
        return body.toString();
    }

    private String platform(JsonNode product) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("specversion", "1.0").put("id", UUID.randomUUID().toString())
                .put("source", "pim").put("type", "com.akeneo.pim.v1.product.updated").put("subject", "a subscription")
                .put("datacontenttype", "application/json").put("time", clock.instant().toString());
        body.putObject("data").putObject("product").put("uuid", product.path("uuid").asText());
        return body.toString();
    }

    private void call(String body) throws InterruptedException {
        URI address = hook.get();
        if (suspended || address == null) {
            count("unanswered");
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Content-Type", "application/json")
                .timeout(kind == Kind.EVENTS_API ? PATIENCE_OF_EVENTS_API : PATIENCE_OF_PLATFORM)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (kind == Kind.EVENTS_API) {
            long time = clock.instant().getEpochSecond();
            request.header("X-Akeneo-Request-Timestamp", Long.toString(time)).header("X-Akeneo-Request-Signature",
                    signature(time + "." + body));
        } else {
            request.header("X-AKENEO-SIGNATURE-PRIMARY", signature(body)).header("X-AKENEO-SIGNATURE-ALGORITHM", "HmacSHA256");
        }
        try {
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            taken += status / 100 == 2 ? 1 : 0;
            suspended = kind == Kind.EVENT_PLATFORM && (status == 404 || status / 100 == 3);
        } catch (IOException lost) {
            count("unanswered");
            // the Events API logs it and goes on, the platform tries again later: here the poll makes up for both
        }
    }

    private String signature(String signed) {
        return signature(secret, signed);
    }

    /** How Akeneo signs: the HMAC-SHA256 in hexadecimal digits. */
    public static String signature(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
