package com.nacento.connector.akeneo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.PimSettings;
import com.nacento.connector.failure.Outage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The access token of a connection, kept in memory: asked for with the password, renewed by its refresh token while that lasts. */
final class AkeneoToken {

    private static final String PATH = "/api/oauth/v1/token";

    private final PimSettings settings;
    private final AkeneoCalls calls;
    private String access;
    private String refresh;

    AkeneoToken(PimSettings settings, AkeneoCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /**
     * The token to call with.
     *
     * @param refused the one that Akeneo does not take any more; {@code null}: any
     * @throws Outage if there is none to be had
     */
    synchronized String get(String refused) {
        if (access == null || access.equals(refused)) {
            access = null;
            if (refresh == null || !take(calls.send(request(refreshed())))) {
                AkeneoCalls.Reply reply = calls.send(request(loggedIn()));
                if (!take(reply)) {
                    throw new Outage(Outage.Part.PIM, "Akeneo gives no token: " + reply.words()
                            + ". Check client-id, client-secret, user and password of the source", null);
                }
            }
        }
        return access;
    }

    private boolean take(AkeneoCalls.Reply reply) {
        JsonNode json = reply.json();
        refresh = null;
        if (reply.status() != 200 || !json.path("access_token").isTextual()) {
            return false;
        }
        access = json.get("access_token").textValue();
        refresh = json.path("refresh_token").asText(null);
        return true;
    }

    private ObjectNode loggedIn() {
        return JsonNodeFactory.instance.objectNode().put("grant_type", "password").put("username", settings.user()).put("password",
                settings.password());
    }

    private ObjectNode refreshed() {
        return JsonNodeFactory.instance.objectNode().put("grant_type", "refresh_token").put("refresh_token", refresh);
    }

    private HttpRequest request(ObjectNode body) {
        String client = settings.clientId() + ":" + settings.clientSecret();
        return HttpRequest.newBuilder(URI.create(settings.url() + PATH)).header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
    }
}
