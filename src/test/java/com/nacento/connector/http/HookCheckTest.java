package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.HookSettings;
import com.nacento.connector.config.HookSettings.Hmac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures are openssl's: {@code printf '%s' "1700000000.$body" | openssl dgst -sha256 -hmac 'top secret'}. */
class HookCheckTest {

    private static final String BODY = "{\"events\":[{\"action\":\"product.updated\"}]}";
    private static final String DATED = "46279fa607188ee039e20bf9d16a7d921353a5660a8d8dbdabbbb255c43a050c";
    private static final String DATED_AND_EMPTY = "f9c9ff987f336def18464b308083d5e24604f9a09ebf24a6b082cc89af606fba";
    private static final String UNDATED = "9e2ff3d8cf19c83784a463d9f078553c437a8def6874eb3bc2f930e0d25dd4f7";
    private static final String UNDATED_BY_SECOND = "31e7c7456e9b0dda8d77bc9e8ecd72c5c006084c6e555ef1401341b915369e1e";
    private static final long THEN = 1_700_000_000;

    private static final HookSettings AKENEO = new HookSettings(List.of("top secret"), null,
            new Hmac(List.of("Signature"), "{timestamp}.{body}", "Time", Duration.ofMinutes(5), ""));
    private static final HookSettings PLATFORM = new HookSettings(List.of("top secret", "second"), null,
            new Hmac(List.of("Primary", "Secondary"), "{body}", "", Duration.ZERO, ""));

    @Test
    void aCallThatIsSignedWithItsTimePasses() throws IOException {
        assertThat(passes(AKENEO, THEN, BODY, Map.of("Signature", DATED, "Time", "1700000000"))).isTrue();
        assertThat(passes(AKENEO, THEN, BODY, Map.of("Signature", DATED.toUpperCase(), "Time", "1700000000"))).isTrue();
    }

    @Test
    void theTestOfAnAddressIsSignedWithoutABody() throws IOException {
        assertThat(passes(AKENEO, THEN, "", Map.of("Signature", DATED_AND_EMPTY, "Time", "1700000000"))).isTrue();
    }

    @Test
    void oneByteMoreOrAnotherTimeOrSecretDoesNot() throws IOException {
        assertThat(passes(AKENEO, THEN, BODY + " ", Map.of("Signature", DATED, "Time", "1700000000"))).isFalse();
        assertThat(passes(AKENEO, THEN, BODY, Map.of("Signature", DATED, "Time", "1700000001"))).isFalse();
        assertThat(passes(AKENEO, THEN, BODY, Map.of("Signature", UNDATED, "Time", "1700000000"))).isFalse();
        assertThat(passes(new HookSettings(List.of("Top secret"), null, AKENEO.hmac()), THEN, BODY,
                Map.of("Signature", DATED, "Time", "1700000000"))).isFalse();
    }

    @Test
    void withoutSignatureOrTimeNobodyPasses() throws IOException {
        assertThat(passes(AKENEO, THEN, BODY, Map.of())).isFalse();
        assertThat(passes(AKENEO, THEN, BODY, Map.of("Signature", DATED))).isFalse();
        assertThat(passes(AKENEO, THEN, BODY, Map.of("Time", "1700000000"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "46279f", "0x46279fa607188ee039e20bf9d16a7d921353a5660a8d8dbdabbbb255c43a050c",
        " 46279fa607188ee039e20bf9d16a7d921353a5660a8d8dbdabbbb255c43a050c"})
    void whatIsNoSignatureDoesNotPass(String signature) throws IOException {
        assertThat(passes(AKENEO, THEN, BODY, Map.of("Signature", signature, "Time", "1700000000"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void aTimeMayBeSomeMinutesAwayBeforeAndAfter(long seconds) throws IOException {
        assertThat(passes(AKENEO, THEN + seconds, BODY, Map.of("Signature", DATED, "Time", "1700000000"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void aRecordedCallDoesNotPassLater(long seconds) throws IOException {
        assertThat(passes(AKENEO, THEN + seconds, BODY, Map.of("Signature", DATED, "Time", "1700000000"))).isFalse();
    }

    @Test
    void whatCannotPassIsKnownWithoutTheBody() {
        assertThat(mayPass(AKENEO, THEN, Map.of("Signature", "0".repeat(64), "Time", "1700000000"))).as("it may be right").isTrue();
        assertThat(mayPass(AKENEO, THEN, Map.of("Signature", DATED, "Time", "1699999000"))).isFalse();
        assertThat(mayPass(AKENEO, THEN, Map.of("Signature", DATED))).isFalse();
        assertThat(mayPass(AKENEO, THEN, Map.of("Signature", "00", "Time", "1700000000"))).isFalse();
        assertThat(mayPass(PLATFORM, THEN, Map.of("Secondary", UNDATED))).isTrue();
        assertThat(mayPass(PLATFORM, THEN, Map.of())).isFalse();
        HookSettings plain = new HookSettings(List.of("top secret", "second"), "X-Key", null);
        assertThat(mayPass(plain, THEN, Map.of("X-Key", "second"))).isTrue();
        assertThat(mayPass(plain, THEN, Map.of("X-Key", "third"))).isFalse();
    }

    @Test
    void whereTheTimeDoesNotMatterAnOldCallPasses() throws IOException {
        HookSettings patient = new HookSettings(List.of("top secret"), null,
                new Hmac(List.of("Signature"), "{timestamp}.{body}", "Time", Duration.ZERO, ""));
        assertThat(passes(patient, THEN + 1_000_000, BODY, Map.of("Signature", DATED, "Time", "1700000000"))).isTrue();
    }

    @Test
    void eitherHeaderIsTakenAgainstEitherSecret() throws IOException {
        for (String header : List.of("Primary", "Secondary")) {
            assertThat(passes(PLATFORM, THEN, BODY, Map.of(header, UNDATED))).isTrue();
            assertThat(passes(PLATFORM, THEN, BODY, Map.of(header, UNDATED_BY_SECOND))).isTrue();
        }
        assertThat(passes(PLATFORM, THEN, BODY, Map.of("Primary", DATED, "Secondary", UNDATED))).isTrue();
        assertThat(passes(PLATFORM, THEN, BODY, Map.of("Primary", DATED, "Secondary", DATED))).isFalse();
    }

    @Test
    void somethingMayStandInFrontOfTheSignature() throws IOException {
        HookSettings uno = new HookSettings(List.of("top secret"), null,
                new Hmac(List.of("Signature"), "{body}", "", Duration.ZERO, "sha256="));
        assertThat(passes(uno, THEN, BODY, Map.of("Signature", "sha256=" + UNDATED))).isTrue();
        assertThat(passes(uno, THEN, BODY, Map.of("Signature", UNDATED))).isFalse();
    }

    @Test
    void aHeaderMayHoldTheSecretItself() throws IOException {
        HookSettings plain = new HookSettings(List.of("top secret", "second"), "X-Key", null);
        assertThat(passes(plain, THEN, BODY, Map.of("X-Key", "top secret"))).isTrue();
        assertThat(passes(plain, THEN, BODY, Map.of("X-Key", "second"))).isTrue();
        assertThat(passes(plain, THEN, BODY, Map.of("X-Key", "Bearer second"))).isFalse();
        assertThat(passes(plain, THEN, BODY, Map.of("X-Key", ""))).isFalse();
        assertThat(passes(plain, THEN, BODY, Map.of("Authorization", "second"))).isFalse();
    }

    @Test
    void authorizationMayBeBearerOrBasicToo() throws IOException {
        HookSettings plain = new HookSettings(List.of("to:p"), "Authorization", null);
        assertThat(passes(plain, THEN, BODY, Map.of("Authorization", "to:p"))).isTrue();
        assertThat(passes(plain, THEN, BODY, Map.of("Authorization", "Bearer to:p"))).isTrue();
        assertThat(passes(plain, THEN, BODY, Map.of("Authorization", "Basic " + base64("anybody:to:p")))).isTrue();
        assertThat(passes(plain, THEN, BODY, Map.of("Authorization", "Basic " + base64("to:p:x")))).isFalse();
        assertThat(passes(plain, THEN, BODY, Map.of("Authorization", "Basic ?"))).isFalse();
        assertThat(passes(plain, THEN, BODY, Map.of("Authorization", "Bearer"))).isFalse();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean passes(HookSettings settings, long now, String text, Map<String, String> headers) throws IOException {
        try (SpooledBody body = new SpooledBody(new SpoolSpace(1 << 20))) {
            body.append(text.getBytes(StandardCharsets.UTF_8));
            return check(settings, now).passes(headers::get, body);
        }
    }

    private static boolean mayPass(HookSettings settings, long now, Map<String, String> headers) {
        return check(settings, now).mayPass(headers::get);
    }

    private static HookCheck check(HookSettings settings, long now) {
        return new HookCheck(settings, Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC));
    }
}
