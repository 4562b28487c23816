package com.nacento.connector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {

    private static final Map<String, String> ENOUGH = Map.of("NACENTO_DB_USER", "magento", "NACENTO_S3_BUCKET", "media",
            "NACENTO_AUTH_TOKENS", "pim:" + "0123456789abcdef".repeat(4));

    @TempDir
    Path directory;

    @Test
    void withoutSourcesThereAreNoneAndNoQueueForThem() {
        assertThat(load().sources()).isEmpty();
        assertThat(load().rabbit().events()).isFalse();
        assertThat(load().hookSpool().maxSize()).isEqualTo(256L << 20);
        assertThat(load().hookSpool().folder()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "nacento-hooks"));
    }

    @Test
    void aSourceIsSetUpByFileAndEnvironment() throws IOException {
        write("nacento.sources=akeneo, shop-b", "nacento.source.akeneo.mapping=akeneo-events",
                "nacento.source.akeneo.secret=of the file", "nacento.source.shop-b.mapping=pimcore");

        Settings settings = load("NACENTO_SOURCE_AKENEO_SECRET", "of the environment", "NACENTO_SOURCE_SHOP_B_SECRET_2", "b");

        assertThat(settings.sources()).extracting(SourceSettings::name).containsExactly("akeneo", "shop-b");
        assertThat(hook(settings, 0).secrets()).containsExactly("of the environment");
        assertThat(hook(settings, 1).secrets()).containsExactly("b");
        assertThat(settings.rabbit().events()).isTrue();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void theMappingSaysHowCallsAreSigned() {
        Map<String, String> akeneo = Map.of("NACENTO_SOURCES", "a", "NACENTO_SOURCE_A_SECRET", "s");

        assertThat(hook(load(akeneo, "NACENTO_SOURCE_A_MAPPING", "akeneo-events"), 0).hmac()).isEqualTo(new HookSettings.Hmac(
                List.of("X-Akeneo-Request-Signature"), "{timestamp}.{body}", "X-Akeneo-Request-Timestamp", Duration.ofMinutes(5), ""));
        assertThat(hook(load(akeneo, "NACENTO_SOURCE_A_MAPPING", "akeneo-event-platform"), 0).hmac()).isEqualTo(new HookSettings.Hmac(
                List.of("X-AKENEO-SIGNATURE-PRIMARY", "X-AKENEO-SIGNATURE-SECONDARY"), "{body}", "", Duration.ZERO, ""));
        assertThat(hook(load(akeneo, "NACENTO_SOURCE_A_MAPPING", "pimcore"), 0)).isEqualTo(
                new HookSettings(List.of("s"), "Authorization", null));
    }

    @Test
    void aSystemThatNoMappingKnowsSaysItselfHowItSigns() {
        HookSettings hook = hook(load("NACENTO_SOURCES", "uno", "NACENTO_SOURCE_UNO_MAPPING", "pimcore", "NACENTO_SOURCE_UNO_AUTH", "hmac",
                "NACENTO_SOURCE_UNO_SECRET", "s", "NACENTO_SOURCE_UNO_HMAC_HEADER", "X-Unopim-Signature",
                "NACENTO_SOURCE_UNO_HMAC_PREFIX", "sha256="), 0);

        assertThat(hook.header()).isNull();
        assertThat(hook.hmac()).isEqualTo(new HookSettings.Hmac(List.of("X-Unopim-Signature"), "{body}", "", Duration.ZERO, "sha256="));
    }

    @Test
    void withoutASecretThereIsNoHook() {
        assertThat(load("NACENTO_SOURCES", "a", "NACENTO_SOURCE_A_MAPPING", "akeneo-events", "NACENTO_SOURCE_A_SECRET", "").sources())
                .singleElement().satisfies(source -> assertThat(source.hook()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket", "Akeneo", "a_b", "a.b", "a,a", "a,ä", "123456789012345678901234567890123"})
    void aNameThatCannotBeIsRefused(String names) {
        refused("nacento.sources (NACENTO_SOURCES) is \"" + names + "\"", "NACENTO_SOURCES", names);
    }

    @Test
    void namesThatShareAVariableAreRefused() {
        refused("names x and x-hmac, which share the environment variable NACENTO_SOURCE_X_HMAC_HEADER", "NACENTO_SOURCES", "x,x-hmac");
    }

    @Test
    void anUnknownSettingOfASourceIsRefusedWithTheOneThatWasMeant() throws IOException {
        write("nacento.sources=a", "nacento.source.a.mapping=pimcore", "nacento.source.a.sekret=x");

        assertThatThrownBy(this::load).isInstanceOf(SettingsException.class)
                .hasMessageContaining("nacento.source.a.sekret").hasMessageContaining("did you mean nacento.source.a.secret?");
    }

    @Test
    void aSettingOfASourceThatIsNotNamedIsRefused() throws IOException {
        write("nacento.sources=a", "nacento.source.a.mapping=pimcore", "nacento.source.b.secret=x");

        assertThatThrownBy(this::load).isInstanceOf(SettingsException.class)
                .hasMessageContaining("nacento.source.b.secret").hasMessageContaining("b is not among nacento.sources");
    }

    @Test
    void aVariableOfASourceThatIsNotNamedIsWarnedOf() {
        assertThat(load("NACENTO_SOURCE_OTHER_SECRET", "x").warnings()).singleElement().asString()
                .contains("NACENTO_SOURCE_OTHER_SECRET").contains("no source of that name is among nacento.sources");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Map<String, String> source = Map.of("NACENTO_SOURCES", "a", "NACENTO_SOURCE_A_MAPPING", "akeneo-events",
                "NACENTO_SOURCE_A_SECRET", "s");
        Map<String, String> wrong = Map.of("AUTH", "none", "HMAC_HEADER", "two words", "HMAC_SIGNED", "{timestamp}",
                "HMAC_TIMESTAMP_HEADER",
                "", "HMAC_TOLERANCE", "soon");
        wrong.forEach((key, value) -> assertThatThrownBy(() -> load(source, "NACENTO_SOURCE_A_" + key, value)).as(key)
                .isInstanceOf(SettingsException.class).hasMessageContaining("NACENTO_SOURCE_A_" + key));
        refused("nacento.hooks.max-spooled-size", "NACENTO_HOOKS_MAX_SPOOLED_SIZE", "much");
    }

    @Test
    void secretsAreMasked() {
        Settings settings = load("NACENTO_SOURCES", "a", "NACENTO_SOURCE_A_MAPPING", "akeneo-events",
                "NACENTO_SOURCE_A_SECRET", "geheim-1", "NACENTO_SOURCE_A_SECRET_2", "geheim-2", "NACENTO_SOURCE_A_CLIENT_SECRET",
                "geheim-3",
                "NACENTO_SOURCE_A_PASSWORD", "geheim-4");

        assertThat(settings.toString() + settings.shown() + settings.sources()).doesNotContain("geheim")
                .contains("nacento.source.a.secret=***");
    }

    @Test
    void whatTheMappingSetsIsShownAsADefault() {
        Settings settings = load("NACENTO_SOURCES", "a", "NACENTO_SOURCE_A_MAPPING", "akeneo-events");

        assertThat(settings.shown()).contains(
                new Settings.InForce("nacento.source.a.hmac.tolerance", "5m", true),
                new Settings.InForce("nacento.source.a.mapping", "akeneo-events", false));
    }

    private static HookSettings hook(Settings settings, int place) {
        return settings.sources().get(place).hook().orElseThrow();
    }

    private void write(String... lines) throws IOException {
        Files.write(directory.resolve("application.properties"), List.of(lines));
    }

    private Settings load(String... variables) {
        return load(Map.of(), variables);
    }

    private Settings load(Map<String, String> more, String... variables) {
        Map<String, String> environment = new HashMap<>(ENOUGH);
        environment.putAll(more);
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Settings.load(directory, null, environment);
    }

    private void refused(String message, String... variables) {
        assertThatThrownBy(() -> load(variables)).isInstanceOf(SettingsException.class).hasMessageContaining(message);
    }
}
