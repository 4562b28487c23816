package com.nacento.connector.http;

import com.nacento.connector.config.HookSettings;
import com.nacento.connector.config.HookSettings.Hmac;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a call comes from somebody who knows a hook's secret. All secrets are always compared, each in constant time. */
final class HookCheck {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String AUTHORIZATION = "Authorization";
    private static final Pattern SCHEME = Pattern.compile("(?i:(Bearer)|Basic) +(\\S+)");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final int SIGNATURE_BYTES = 32;
    private static final int PIECE = 16 * 1024;

    private final HookSettings settings;
    private final Clock clock;

    HookCheck(HookSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param header gives the value of a header, or {@code null} if there is none or more than one
     * @param body   as it was sent
     */
    boolean passes(UnaryOperator<String> header, SpooledBody body) throws IOException {
        return settings.hmac() == null ? holdsSecret(header) : isSigned(header, body);
    }

    /** Whether it may pass, as far as can be known without its body: it holds the secret, or something like a signature and the time. */
    boolean mayPass(UnaryOperator<String> header) {
        return settings.hmac() == null ? holdsSecret(header) : time(header) != null && !signatures(header).isEmpty();
    }

    private boolean holdsSecret(UnaryOperator<String> header) {
        boolean right = false;
        for (String said : said(header.apply(settings.header()))) {
            for (String secret : settings.secrets()) {
                right |= MessageDigest.isEqual(bytes(secret), bytes(said));
            }
        }
        return right;
    }

    /** The value of the header, and in {@code Authorization} also what {@code Bearer} and {@code Basic}, with any user, make of it. */
    private List<String> said(String value) {
        if (value == null) {
            return List.of();
        }
        Matcher scheme = SCHEME.matcher(value);
        if (!settings.header().equalsIgnoreCase(AUTHORIZATION) || !scheme.matches()) {
            return List.of(value);
        }
        return List.of(value, scheme.group(1) != null ? scheme.group(2) : password(scheme.group(2)));
    }

    private static String password(String credentials) {
        try {
            String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private boolean isSigned(UnaryOperator<String> header, SpooledBody body) throws IOException {
        String time = time(header);
        if (time == null) {
            return false;
        }
        List<byte[]> signatures = signatures(header);
        boolean right = false;
        for (byte[] own : sign(settings.hmac().signed().replace(HookSettings.TIMESTAMP, time), body)) {
            for (byte[] signature : signatures) {
                right |= MessageDigest.isEqual(own, signature);
            }
        }
        return right;
    }

    /** That is signed, empty if none is; {@code null} if it is missing or too far from now. */
    private String time(UnaryOperator<String> header) {
        Hmac hmac = settings.hmac();
        String time = hmac.timestampHeader().isEmpty() ? "" : header.apply(hmac.timestampHeader());
        return time != null && isNear(time, hmac.tolerance()) ? time : null;
    }

    private List<byte[]> signatures(UnaryOperator<String> header) {
        return settings.hmac().headers().stream().map(header).map(value -> signature(value, settings.hmac().prefix()))
                .filter(Objects::nonNull).toList();
    }

    private boolean isNear(String time, Duration tolerance) {
        if (tolerance.isZero()) {
            return true;
        }
        return SECONDS.matcher(time).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant()).abs().compareTo(tolerance) <= 0;
    }

    /** {@code null} if it cannot be one. */
    private static byte[] signature(String value, String prefix) {
        if (value == null || !value.startsWith(prefix)) {
            return null;
        }
        try {
            byte[] signature = HexFormat.of().parseHex(value.substring(prefix.length()));
            return signature.length == SIGNATURE_BYTES ? signature : null;
        } catch (IllegalArgumentException notHexadecimal) {
            return null;
        }
    }

    /** With each secret. */
    private List<byte[]> sign(String signed, SpooledBody body) throws IOException {
        int place = signed.indexOf(HookSettings.BODY);
        List<Mac> macs = settings.secrets().stream().map(HookCheck::mac).toList();
        macs.forEach(mac -> mac.update(bytes(signed.substring(0, place))));
        byte[] piece = new byte[PIECE];
        try (InputStream in = body.open()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                for (Mac mac : macs) {
                    mac.update(piece, 0, read);
                }
            }
        }
        List<byte[]> signatures = new ArrayList<>();
        macs.forEach(mac -> signatures.add(mac.doFinal(bytes(signed.substring(place + HookSettings.BODY.length())))));
        return signatures;
    }

    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(secret), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
