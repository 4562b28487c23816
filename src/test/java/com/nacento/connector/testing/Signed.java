package com.nacento.connector.testing;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures as PIMs make them. */
public final class Signed {

    private Signed() {
    }

    /** Hexadecimal HMAC-SHA256 of what is put together. */
    public static String by(String secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** A call of Akeneo's Events API, signed at a time, in seconds since 1970. */
    public static HttpRequest.Builder akeneo(HttpRequest.Builder call, String secret, long time, byte[] body) {
        return call.header("X-Akeneo-Request-Timestamp", Long.toString(time))
                .header("X-Akeneo-Request-Signature", by(secret, (time + ".").getBytes(StandardCharsets.UTF_8), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }
}
