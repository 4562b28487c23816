package com.nacento.connector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Map<String, String> ENOUGH = Map.of(
            "NACENTO_DB_USER", "magento",
            "NACENTO_S3_BUCKET", "media",
            "NACENTO_AUTH_TOKENS", "pim:" + HASH);

    @TempDir
    Path directory;

    @Test
    void whatMustBeSetIsEnough() {
        Settings settings = load();

        assertThat(settings.http().enabled()).isTrue();
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().maxBodySize()).isEqualTo(64L * 1024 * 1024);
        assertThat(settings.http().maxConcurrentRequests()).isEqualTo(64);
        assertThat(settings.http().tls()).isEmpty();
        assertThat(settings.management()).isEqualTo(new ManagementSettings("127.0.0.1", 9876));
        assertThat(settings.auth().mode()).isEqualTo(AuthSettings.Mode.TOKEN);
        assertThat(settings.auth().tokens()).extracting("name").containsExactly("pim");
        assertThat(settings.database().url()).isEqualTo("jdbc:mariadb://localhost:3306/magento");
        assertThat(settings.database().poolSize()).isEqualTo(10);
        assertThat(settings.storage().region()).isEqualTo("auto");
        assertThat(settings.storage().pathStyle()).isTrue();
        assertThat(settings.storage().keys()).isEmpty();
        assertThat(settings.storage().endpoint()).isEmpty();
        assertThat(settings.storage().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.rabbit().topic()).isEqualTo("nacento.gallery.process");
        assertThat(settings.rabbit().exchange()).isEqualTo("magento");
        assertThat(settings.rabbit().vhost()).isEqualTo("/");
        assertThat(settings.rabbit().consumers()).isEqualTo(2);
        assertThat(settings.work().chunkSize()).isEqualTo(250);
        assertThat(settings.work().maxImagesPerSku()).isEqualTo(1000);
        assertThat(settings.work().skusPerMessage()).isEqualTo(100);
        assertThat(settings.work().maxAttempts()).isEqualTo(5);
        assertThat(settings.work().extensions().names()).containsExactlyInAnyOrder("jpg", "jpeg", "png", "gif", "webp", "avif");
        assertThat(settings.reload()).isFalse();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void thePackagedFileHoldsNothingButSettingsEachUnderAComment() throws IOException {
        String previous = "";
        for (String line : Files.readAllLines(Path.of("application.properties"))) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                assertThat(line).startsWith("nacento.");
                assertThat(previous).as("the line above %s", line).isNotEmpty();
            }
            previous = line;
        }
    }

    @Test
    void theFileInTheWorkingDirectoryWinsOverTheDefaultsAndTheEnvironmentOverBoth() throws IOException {
        write("application.properties", "nacento.http.port=8081", "nacento.db.pool-size=11");

        Settings settings = load("NACENTO_DB_POOL_SIZE", "12");

        assertThat(settings.http().port()).isEqualTo(8081);
        assertThat(settings.database().poolSize()).isEqualTo(12);
    }

    @Test
    void aNamedFileIsReadInPlaceOfTheOneInTheWorkingDirectory() throws IOException {
        write("application.properties", "nacento.http.port=8081", "nacento.db.pool-size=11");
        Path named = write("other.properties", "nacento.http.port=8082", "nacento.s3.prefix=/größe/");

        Settings settings = Settings.load(directory, named, ENOUGH);

        assertThat(settings.http().port()).isEqualTo(8082);
        assertThat(settings.database().poolSize()).isEqualTo(10);
        assertThat(settings.storage().prefix()).isEqualTo("größe");
    }

    @Test
    void aNamedFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Settings.load(directory, directory.resolve("absent.properties"), ENOUGH))
                .isInstanceOf(SettingsException.class).hasMessageContaining("absent.properties");
    }

    @Test
    void anUnknownNameInAFileIsRefusedWithTheOneThatWasMeant() throws IOException {
        write("application.properties", "nacento.db.pasword=x");

        assertThatThrownBy(this::load).isInstanceOf(SettingsException.class)
                .hasMessageContaining("nacento.db.pasword").hasMessageContaining("did you mean nacento.db.password?");
    }

    @Test
    void aVariableThatLooksLikeAMisspeltSettingIsWarnedOf() {
        assertThat(load("NACENTO_DB_PASWORD", "x").warnings()).singleElement().asString()
                .contains("NACENTO_DB_PASWORD").contains("NACENTO_DB_PASSWORD");
        assertThat(load("NACENTO_TEST_DB_URL", "x").warnings()).isEmpty();
    }

    @Test
    void anEmptyVariableCountsAsEmptyAndWins() throws IOException {
        write("application.properties", "nacento.db.table-prefix=m2_");

        assertThat(load("NACENTO_DB_TABLE_PREFIX", "").database().tablePrefix()).isEmpty();
        refused("nacento.s3.bucket (NACENTO_S3_BUCKET) is missing", "NACENTO_S3_BUCKET", "");
    }

    @Test
    void anEmptyTopicMeansTheDefault() {
        Settings settings = load("NACENTO_RABBITMQ_TOPIC", "");

        assertThat(settings.rabbit().topic()).isEqualTo("nacento.gallery.process");
        assertThat(settings.asProperties()).containsEntry("nacento.rabbitmq.topic", "nacento.gallery.process");
    }

    @Test
    void withoutSettingsNothingIsRefreshed() {
        assertThat(load().refresh().isOn()).isFalse();
        assertThat(load().refresh().pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void eachPartOfTheRefreshingIsSwitchedOnByItself() {
        assertThat(load("NACENTO_CACHE_VARNISH_HOSTS", "varnish-1:6081 , 10.0.0.2:80").refresh().varnish())
                .containsExactly("varnish-1:6081", "10.0.0.2:80");
        assertThat(load("NACENTO_CACHE_RESIZED_IMAGES", "dry").refresh()).matches(RefreshSettings::looksAtReplacedImages)
                .matches(each -> !each.purgesPages() && !each.resizeAhead());
        assertThat(load("NACENTO_CACHE_RESIZE_AHEAD", "true").refresh())
                .matches(each -> each.looksAtReplacedImages() && each.resizeAhead() && !each.purgesPages());
        RefreshSettings redis = load("NACENTO_CACHE_REDIS_ADDRESS", "[::1]:6380", "NACENTO_CACHE_REDIS_DATABASE", "2",
                "NACENTO_CACHE_REDIS_PASSWORD", "secret",
                "NACENTO_CACHE_REDIS_ID_PREFIX", "69d_").refresh();
        assertThat(redis.redis())
                .contains(new RefreshSettings.Redis("nacento.cache.redis.address", "::1", 6380, 2, "", "secret", false, "69d_"));
        assertThat(redis).matches(each -> each.purgesPages() && !each.looksAtReplacedImages() && !each.resizeAhead());
        assertThat(redis.toString()).doesNotContain("secret");
        RefreshSettings defaultCache = load("NACENTO_CACHE_REDIS_DEFAULT_ADDRESS", "redis:6379", "NACENTO_CACHE_REDIS_DEFAULT_PASSWORD",
                "secret").refresh();
        assertThat(defaultCache.defaultCache())
                .contains(new RefreshSettings.Redis("nacento.cache.redis.default-address", "redis", 6379, 0, "", "secret", false, ""));
        assertThat(defaultCache).matches(each -> each.purgesPages() && each.redis().isEmpty() && !each.looksAtReplacedImages());
    }

    @Test
    void copiesAreNotDeletedWhereMagentoWouldGoOnBelievingInThem() {
        refused("NACENTO_CACHE_REDIS_DEFAULT_ADDRESS", "NACENTO_CACHE_RESIZED_IMAGES", "on");
        assertThat(load("NACENTO_CACHE_RESIZED_IMAGES", "on", "NACENTO_CACHE_REDIS_DEFAULT_ADDRESS", "redis:6379").refresh()
                .looksAtReplacedImages()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"VARNISH_HOSTS|varnish", "VARNISH_HOSTS|[::1]:80", "VARNISH_HOSTS|http://varnish:80",
                "VARNISH_HOSTS|varnish:80 other:80", "REDIS_ADDRESS|redis", "REDIS_ADDRESS|redis:x",
                "RESIZED_IMAGES|yes", "RESIZE_AHEAD|dry", "RETRY_PAUSE|0s", "RETRY_PAUSE|2h"})
    void whatMakesNoSenseForTheRefreshingIsRefused(String setting, String value) {
        refused("NACENTO_CACHE_" + setting, "NACENTO_CACHE_" + setting, value);
    }

    @ParameterizedTest
    @CsvSource({"REDIS_DATABASE,-1", "REDIS_DATABASE,1024", "REDIS_ID_PREFIX,a b", "REDIS_SSL,perhaps"})
    void whatMakesNoSenseForRedisIsRefused(String setting, String value) {
        refused("NACENTO_CACHE_" + setting, "NACENTO_CACHE_REDIS_ADDRESS", "redis:6379", "NACENTO_CACHE_" + setting, value);
    }

    @Test
    void placeholdersInValuesAreLeftAlone() {
        Settings settings = load("NACENTO_DB_PASSWORD", " a{{env:HOME}}b ");

        assertThat(settings.database().password()).isEqualTo(" a{{env:HOME}}b ");
        assertThat(settings.asProperties()).containsEntry("nacento.db.password", " a{{env:HOME}}b ");
    }

    @Test
    void everySettingIsAmongTheProperties() throws IOException {
        Properties packaged = new Properties();
        try (InputStream in = SettingsTest.class.getResourceAsStream("/application.properties")) {
            packaged.load(in);
        }
        assertThat(load().asProperties().stringPropertyNames()).isEqualTo(packaged.stringPropertyNames());
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', value = {
        "nacento.http.port|80a|whole number from 1 to 65535",
        "nacento.http.port|0|whole number from 1 to 65535",
        "nacento.http.port|65536|whole number from 1 to 65535",
        "nacento.http.enabled|yes|true or false",
        "nacento.http.max-body-size|64 apples|size",
        "nacento.http.max-spooled-size|63MiB|smaller than nacento.http.max-body-size",
        "nacento.http.max-body-size|99999999999999GiB|size",
        "nacento.http.max-concurrent-requests|-1|whole number",
        "nacento.http.tls.enabled|1|true or false",
        "nacento.management.port|8080|must differ",
        "nacento.auth.mode|basic|[token, magento, none]",
        "nacento.auth.tokens|pim:abc|64 digits",
        "nacento.auth.tokens-file|absent-file|cannot be read",
        "nacento.db.url|jdbc:postgresql://h/d|jdbc:mariadb:",
        "nacento.db.table-prefix|m2-|letters, digits",
        "nacento.db.pool-size|0|1 to 200",
        "nacento.s3.endpoint|minio:9000|http(s)://host",
        "nacento.s3.endpoint|http://a b|http(s)://host",
        "nacento.s3.bucket|s3://media|bucket's name",
        "nacento.s3.timeout|10 days|give a time",
        "nacento.s3.timeout|1|give a time",
        "nacento.rabbitmq.addresses|amqp://host|host:port",
        "nacento.rabbitmq.exchange|''|letters",
        "nacento.rabbitmq.topic|a b|letters",
        "nacento.rabbitmq.consumers|65|0 to 64",
        "nacento.bulk.chunk-size|0|whole number",
        "nacento.images.extensions|.jpg|extensions",
        "nacento.log.format|xml|[text, json]",
        "nacento.tracing.endpoint|collector:4318|whole address",
        "nacento.tracing.sample-ratio|2|from 0 to 1",
        "nacento.dev.reload|maybe|true or false"})
    void aSettingThatMakesNoSenseStopsTheStartWithOneLineThatNamesIt(String name, String value, String advice) {
        String variable = SettingName.inEnvironment(name);
        Map<String, String> environment = new HashMap<>(ENOUGH);
        if (name.endsWith("tokens-file")) {
            environment.remove("NACENTO_AUTH_TOKENS");
        }
        environment.put(variable, value);

        assertThatThrownBy(() -> Settings.load(directory, null, environment)).isInstanceOf(SettingsException.class)
                .hasMessageContaining(name + " (" + variable + ")").hasMessageContaining(advice)
                .hasMessageNotContaining("\n");
    }

    @Test
    void tokenModeWithoutATokenIsRefused() {
        refused("nacento.auth.tokens (NACENTO_AUTH_TOKENS) is missing", "NACENTO_AUTH_TOKENS", "");
    }

    @Test
    void aTokensFileWithoutATokenIsRefused() throws IOException {
        Path file = write("tokens", "# nobody yet");
        refused("nacento.auth.tokens (NACENTO_AUTH_TOKENS) is missing",
                "NACENTO_AUTH_TOKENS", "", "NACENTO_AUTH_TOKENS_FILE", file.toString());
    }

    @Test
    void aTokensFileAloneIsEnough() throws IOException {
        Path file = write("tokens", "pim:" + HASH);
        assertThat(load("NACENTO_AUTH_TOKENS", "", "NACENTO_AUTH_TOKENS_FILE", file.toString()).auth().tokensFile())
                .contains(file);
    }

    @Test
    void withoutHttpNoTokenIsNeeded() {
        Settings settings = load("NACENTO_AUTH_TOKENS", "", "NACENTO_HTTP_ENABLED", "false");
        assertThat(settings.http().enabled()).isFalse();
    }

    @Test
    void magentosIntegrationsNeedNoTokenHere() {
        assertThat(load("NACENTO_AUTH_TOKENS", "", "NACENTO_AUTH_MODE", "magento").auth().mode()).isEqualTo(AuthSettings.Mode.MAGENTO);
    }

    @Test
    void openToEverybodyMustBeSaidInSoManyWords() {
        assertThat(load("NACENTO_AUTH_TOKENS", "", "NACENTO_AUTH_MODE", "none").auth().mode())
                .isEqualTo(AuthSettings.Mode.NONE);
    }

    @Test
    void aProcessWithNothingToDoIsRefused() {
        refused("nacento.rabbitmq.consumers (NACENTO_RABBITMQ_CONSUMERS)",
                "NACENTO_HTTP_ENABLED", "false", "NACENTO_RABBITMQ_CONSUMERS", "0");
    }

    @Test
    void oneKeyWithoutTheOtherIsRefused() {
        refused("nacento.s3.secret-key (NACENTO_S3_SECRET_KEY) is missing", "NACENTO_S3_ACCESS_KEY", "AKIA");
        refused("nacento.s3.access-key (NACENTO_S3_ACCESS_KEY) is missing", "NACENTO_S3_SECRET_KEY", "x");
    }

    @Test
    void theDatabaseUserMayStandInTheUrl() {
        assertThat(load("NACENTO_DB_USER", "", "NACENTO_DB_URL", "jdbc:mariadb://h/d?user=m").database().user()).isEmpty();
        refused("nacento.db.user (NACENTO_DB_USER) is missing", "NACENTO_DB_USER", "");
    }

    @Test
    void httpsNeedsItsFiles() {
        refused("nacento.http.tls.certificate (NACENTO_HTTP_TLS_CERTIFICATE) is missing", "NACENTO_HTTP_TLS_ENABLED", "true");
        refused("nacento.http.tls.certificate (NACENTO_HTTP_TLS_CERTIFICATE) is \"absent.pem\"",
                "NACENTO_HTTP_TLS_ENABLED", "true", "NACENTO_HTTP_TLS_CERTIFICATE", "absent.pem");
    }

    @Test
    void aRouteMustLeadSomewhere() {
        refused("nacento.route.publish-dead-letters.to", "NACENTO_ROUTE_PUBLISH_DEAD_LETTERS_TO", " ");
    }

    @Test
    void secretsAreNotShown() {
        Settings settings = load("NACENTO_DB_PASSWORD", "hunter2", "NACENTO_S3_ACCESS_KEY", "AKIAIOSFODNN7",
                "NACENTO_S3_SECRET_KEY", "wJalrXUtnFEMI", "NACENTO_RABBITMQ_PASSWORD", "guest-secret",
                "NACENTO_DB_URL", "jdbc:mariadb://h/d?password=in-the-url");

        assertThat(settings.toString()).contains("nacento.db.password=***", "nacento.s3.access-key=AKIA***")
                .doesNotContain("hunter2", "OSFODNN7", "wJalrXUtnFEMI", "guest-secret", HASH, "in-the-url");
        assertThat(settings.database().toString()).doesNotContain("hunter2", "in-the-url");
        assertThat(settings.storage().toString()).doesNotContain("wJalrXUtnFEMI");
        assertThat(settings.rabbit().toString()).doesNotContain("guest-secret");
    }

    private Settings load(String... variables) {
        Map<String, String> environment = new HashMap<>(ENOUGH);
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Settings.load(directory, null, environment);
    }

    private void refused(String message, String... variables) {
        assertThatThrownBy(() -> load(variables)).isInstanceOf(SettingsException.class).hasMessageContaining(message);
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    @Test
    void theEndpointIsAnAddress() {
        assertThat(load("NACENTO_S3_ENDPOINT", "https://s3.example.com:9000").storage().endpoint())
                .contains(URI.create("https://s3.example.com:9000"));
    }
}
