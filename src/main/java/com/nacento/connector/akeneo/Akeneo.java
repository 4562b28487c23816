package com.nacento.connector.akeneo;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.config.PimSettings;
import com.nacento.connector.failure.Outage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** The REST API of one Akeneo, as one source reads it. */
final class Akeneo {

    private static final String API = "/api/rest/v1";
    private static final int UNAUTHORIZED = 401;

    private final PimSettings settings;
    private final AkeneoCalls calls;
    private final AkeneoToken token;

    Akeneo(PimSettings settings, AkeneoCalls calls, AkeneoToken token) {
        this.settings = settings;
        this.calls = calls;
        this.token = token;
    }

    PimSettings settings() {
        return settings;
    }

    /**
     * What stands at an address.
     *
     * @param path below {@code /api/rest/v1}, with its query
     * @throws Outage if it cannot be read
     */
    AkeneoAnswer get(String path) {
        AkeneoCalls.Reply reply = ask(path);
        return new AkeneoAnswer(json(reply, path), reply.asOf());
    }

    /** The same for something that may not be there, or not for us. */
    Optional<JsonNode> find(String path) {
        AkeneoCalls.Reply reply = ask(path);
        return reply.status() == 404 || reply.status() == 403 ? Optional.empty() : Optional.of(json(reply, path));
    }

    /** The same for something of which Akeneo itself may say that there is no such thing. */
    Optional<JsonNode> findNamed(String path) {
        AkeneoCalls.Reply reply = ask(path);
        // a gateway in front of it says 404 in words of its own
        return reply.status() == 404 && reply.json().path("code").asInt() == 404 ? Optional.empty() : Optional.of(json(reply, path));
    }

    private static JsonNode json(AkeneoCalls.Reply reply, String path) {
        if (reply.status() != 200 || !reply.json().isObject()) {
            throw new Outage(Outage.Part.PIM, "Akeneo answers " + reply.words() + " to " + path.replaceFirst("\\?.*", ""), null);
        }
        return reply.json();
    }

    private AkeneoCalls.Reply ask(String path) {
        String access = token.get(null);
        AkeneoCalls.Reply reply = calls.send(request(path, access));
        return reply.status() == UNAUTHORIZED ? calls.send(request(path, token.get(access))) : reply;
    }

    private HttpRequest request(String path, String access) {
        return HttpRequest.newBuilder(URI.create(settings.url() + API + path)).header("Authorization", "Bearer " + access)
                .header("Accept", "application/json").GET().build();
    }

    /**
     * The path of the page after this one. Akeneo names it with its own idea of its address, which may be another one than ours: only what
     * stands below the API is taken.
     */
    static Optional<String> next(JsonNode page) {
        String link = page.path("_links").path("next").path("href").asText("");
        int api = link.indexOf(API + "/");
        return api < 0 ? Optional.empty() : Optional.of(link.substring(api + API.length()));
    }
}
