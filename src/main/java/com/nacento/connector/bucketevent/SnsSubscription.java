package com.nacento.connector.bucketevent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Amazon SNS sends to an address before any event: it wants to be called at another one, which proves that the address is ours. Nobody
 * else's address is ever called.
 */
public final class SnsSubscription {

    private static final int LONGEST = 64 * 1024;
    private static final Pattern SNS = Pattern.compile("sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(\\.cn)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a body is such a message, with an address of SNS. */
    public boolean isOne(byte[] body) {
        return address(body).isPresent();
    }

    /** Where SNS wants to be called. */
    public String url(byte[] body) {
        return address(body).orElseThrow().toString();
    }

    private static Optional<URI> address(byte[] body) {
        if (body.length == 0 || body.length > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode said = JSON.readTree(body);
            return "SubscriptionConfirmation".equals(said.path("Type").textValue()) && said.path("SubscribeURL").isTextual()
                    ? Optional.of(URI.create(said.path("SubscribeURL").textValue())).filter(SnsSubscription::isOfSns)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException noJsonOrNoAddress) {
            return Optional.empty();
        }
    }

    private static boolean isOfSns(URI address) {
        return "https".equals(address.getScheme()) && address.getHost() != null && SNS.matcher(address.getHost()).matches()
                && address.getPort() == -1 && address.getRawUserInfo() == null && "/".equals(address.getRawPath());
    }
}
