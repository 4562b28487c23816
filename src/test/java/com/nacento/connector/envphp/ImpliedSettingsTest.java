package com.nacento.connector.envphp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.Settings;
import com.nacento.connector.testing.ServiceProcess;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpliedSettingsTest {

    private static final Path MAGENTO = Path.of("src/test/resources/env-php/magento.php");

    @TempDir
    Path folder;

    @Test
    void aMagentoOnAmazonImpliesAllThatTheConnectorNeeds() throws IOException {
        assertThat(properties(Files.readString(MAGENTO))).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("nacento.cache.redis.default-address", "redis.internal:6379"),
                Map.entry("nacento.cache.redis.default-database", "0"),
                Map.entry("nacento.cache.redis.default-password", ""), Map.entry("nacento.cache.redis.default-ssl", "false"),
                Map.entry("nacento.cache.redis.default-id-prefix", "69d_"),
                Map.entry("nacento.cache.varnish.hosts", "varnish-1:6081,varnish-2:80"),
                Map.entry("nacento.db.url", "jdbc:mariadb://db.internal:3307/shop"), Map.entry("nacento.db.user", "shop"),
                Map.entry("nacento.db.password", "p\\ss'w\u00f6rd #1"), Map.entry("nacento.db.table-prefix", "m2_"),
                Map.entry("nacento.s3.bucket", "shop-media"), Map.entry("nacento.s3.region", "eu-central-1"),
                Map.entry("nacento.s3.path-style", "false"),
                Map.entry("nacento.s3.access-key", "AKIAEXAMPLE"), Map.entry("nacento.s3.secret-key", "secret/with+signs="),
                Map.entry("nacento.s3.prefix", "shop"),
                Map.entry("nacento.rabbitmq.addresses", "mq.internal:5672"), Map.entry("nacento.rabbitmq.user", "magento"),
                Map.entry("nacento.rabbitmq.password", "hops"),
                Map.entry("nacento.rabbitmq.vhost", "/shop"), Map.entry("nacento.rabbitmq.ssl", "false")));
    }

    @Test
    void theServiceTakesWhatIsPrinted() throws IOException {
        Path file = Files.writeString(folder.resolve("shop.properties"), text(Files.readString(MAGENTO)));

        Settings settings = Settings.load(file, Map.of("NACENTO_AUTH_MODE", "none"));

        assertThat(settings.database().url()).isEqualTo("jdbc:mariadb://db.internal:3307/shop");
        assertThat(settings.storage().keys()).isPresent();
        assertThat(settings.rabbit().vhost()).isEqualTo("/shop");
        assertThat(settings.refresh().varnish()).containsExactly("varnish-1:6081", "varnish-2:80");
    }

    @Test
    void anOwnStorageServerAndTlsAreTakenOver() {
        Map<String, String> settings = properties("""
                <?php
                return [
                    'db' => ['table_prefix' => '', 'connection' => ['default' => ['host' => '10.0.0.5', 'dbname' => 'magento', 'username' => 'm', 'password' => '',
                        'driver_options' => [1009 => '/etc/ssl/db-ca.pem', 1014 => true]]]],
                    'remote_storage' => ['driver' => 'aws-s3', 'config' => ['endpoint' => 'https://abc.r2.cloudflarestorage.com', 'bucket' => 'media', 'region' => 'auto',
                        'use_path_style_endpoint' => '1', 'credentials' => ['key' => 'k', 'secret' => 's']]],
                    'queue' => ['amqp' => ['host' => 'mq', 'user' => 'u', 'password' => 'p', 'virtualhost' => '/', 'ssl' => 'true']],
                ];
                """);
        assertThat(settings)
                .containsEntry("nacento.db.url",
                        "jdbc:mariadb://10.0.0.5:3306/magento?sslMode=verify-full&serverSslCert=/etc/ssl/db-ca.pem")
                .containsEntry("nacento.db.password", "").containsEntry("nacento.s3.endpoint", "https://abc.r2.cloudflarestorage.com")
                .containsEntry("nacento.s3.path-style", "true").containsEntry("nacento.rabbitmq.addresses", "mq:5671")
                .containsEntry("nacento.rabbitmq.ssl", "true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~',
            value = {"'path_style' => '1' | true", "'path_style' => 1 | true", "'path_style' => true | true",
                "'path_style' => 'true' | true", "'path_style' => 'false' | true",
                "'path_style' => '0' | false", "'path_style' => 0 | false", "'path_style' => '' | false", "'path_style' => false | false",
                "'path_style' => null | false",
                "'use_path_style_endpoint' => true | true", "'use_path_style_endpoint' => true, 'path_style' => '0' | true",
                "'use_path_style_endpoint' => false, 'path_style' => '1' | true",
                "'path-style' => '1' | false", "'bucket_endpoint' => false | false"})
    void theBucketIsInThePathIfMagentoPutsItThere(String config, String pathStyle) {
        assertThat(properties("<?php return ['remote_storage' => ['driver' => 'aws-s3', 'config' => ['bucket' => 'b', 'region' => 'r', "
                + config + "]]];"))
                .containsEntry("nacento.s3.path-style", pathStyle);
    }

    @Test
    void whatMagentosInstallerWritesAndMagentoDoesNotReadIsPointedOut() {
        assertThat(text("<?php return ['remote_storage' => ['driver' => 'aws-s3', 'config' => ['path-style' => '1']]];"))
                .contains("nacento.s3.path-style=false", "# Magento does not read remote_storage.config.path-style");
    }

    @Test
    void thatNothingIsToBeVerifiedDoesNotMeanThatSomethingIsEncrypted() {
        String shop = "<?php return ['db' => ['connection' => ['default' => ['host' => 'db', 'dbname' => 'magento', 'driver_options' => "
                + "[%s]]]]];";

        assertThat(properties(shop.formatted("1014 => false"))).as("as Magento's installer writes it").containsEntry("nacento.db.url",
                "jdbc:mariadb://db:3306/magento");
        assertThat(properties(shop.formatted("1009 => '/ca.pem', 1014 => false"))).containsEntry("nacento.db.url",
                "jdbc:mariadb://db:3306/magento?sslMode=trust");
    }

    @Test
    void aUnixSocketIsExplainedAndNotPassedOn() {
        String text = text(
                "<?php return ['db' => ['connection' => ['default' => ['host' => '/run/mysqld/mysqld.sock', 'dbname' => 'magento', "
                        + "'username' => 'm']]]];");

        assertThat(load(text)).doesNotContainKey("nacento.db.url").containsEntry("nacento.db.user", "m");
        assertThat(text).contains("# Magento reaches its database through the unix socket /run/mysqld/mysqld.sock")
                .contains("# nacento.db.url=jdbc:mariadb://HOST:3306/magento");
    }

    @Test
    void whatIsMissingIsACommentThatSaysWhatToSet() {
        String text = text("<?php return ['MAGE_MODE' => 'production', 'queue' => ['consumers_wait_for_messages' => 1]];");

        assertThat(load(text)).containsOnlyKeys("nacento.db.table-prefix");
        assertThat(text).contains("# nacento.db.url=", "# nacento.s3.bucket=", "# nacento.rabbitmq.addresses=HOST:5672",
                "# nacento.auth.tokens=", "remote_storage.driver is file");
    }

    @Test
    void thePageCacheInRedisIsTakenOver() {
        Map<String, String> settings = properties(pageCache("Magento\\\\Framework\\\\Cache\\\\Backend\\\\Redis", "'id_prefix' => '69d_',",
                "'server' => 'redis.internal', 'port' => '6380', 'database' => 2, 'password' => 'p w'"));
        assertThat(settings).containsEntry("nacento.cache.redis.address", "redis.internal:6380")
                .containsEntry("nacento.cache.redis.database", "2")
                .containsEntry("nacento.cache.redis.password", "p w").containsEntry("nacento.cache.redis.id-prefix", "69d_")
                .containsEntry("nacento.cache.redis.ssl", "false").doesNotContainKey("nacento.cache.redis.user");

        assertThat(properties(
                pageCache("Cm_Cache_Backend_Redis", "'id_prefix' => 'a_',", "'server' => 'tls://10.0.0.7', 'username' => 'shop'")))
                .containsEntry("nacento.cache.redis.address", "10.0.0.7:6379").containsEntry("nacento.cache.redis.database", "0")
                .containsEntry("nacento.cache.redis.ssl", "true").containsEntry("nacento.cache.redis.user", "shop");
    }

    @Test
    void aPageCacheThatTheConnectorCannotCleanIsAComment() {
        String remote = text(
                pageCache("\\\\Magento\\\\Framework\\\\Cache\\\\Backend\\\\RemoteSynchronizedCache", "", "'remote_backend' => 'x'"));
        assertThat(load(remote).keySet()).noneMatch(name -> name.startsWith("nacento.cache"));
        assertThat(remote).contains("RemoteSynchronizedCache: the connector cannot clean it");
        String socket = text(pageCache("Cm_Cache_Backend_Redis", "", "'server' => '/run/redis.sock'"));
        assertThat(load(socket).keySet()).noneMatch(name -> name.startsWith("nacento.cache"));
        assertThat(socket).contains("the unix socket /run/redis.sock").contains("# nacento.cache.redis.address=HOST:6379");
        assertThat(text(pageCache("Cm_Cache_Backend_Redis", "", "'server' => 'r'"))).contains("# No id_prefix");
    }

    @Test
    void theDefaultCacheIsTakenOverAndOfTwoLevelsTheRemoteOne() {
        String shop = "<?php return ['cache' => ['frontend' => ['default' => ['id_prefix' => '69d_', 'backend' => '%s', 'backend_options' "
                + "=> [%s]]]]];";
        assertThat(properties(shop.formatted("Magento\\\\Framework\\\\Cache\\\\Backend\\\\Redis",
                "'server' => 'redis', 'port' => '6380', 'database' => '0', 'password' => 'p'")))
                .containsEntry("nacento.cache.redis.default-address", "redis:6380")
                .containsEntry("nacento.cache.redis.default-database", "0")
                .containsEntry("nacento.cache.redis.default-password", "p").containsEntry("nacento.cache.redis.default-id-prefix", "69d_")
                .containsEntry("nacento.cache.redis.default-ssl", "false").doesNotContainKey("nacento.cache.redis.address");
        assertThat(properties(shop.formatted("\\\\Magento\\\\Framework\\\\Cache\\\\Backend\\\\RemoteSynchronizedCache",
                "'remote_backend' => 'Cm_Cache_Backend_Redis',"
                        + " 'remote_backend_options' => ['server' => 'tls://remote', 'database' => 4], 'local_backend' => "
                        + "'Cm_Cache_Backend_File'")))
                .containsEntry("nacento.cache.redis.default-address", "remote:6379")
                .containsEntry("nacento.cache.redis.default-database", "4")
                .containsEntry("nacento.cache.redis.default-ssl", "true");
        String file = text(shop.formatted("Cm_Cache_Backend_File", ""));
        assertThat(load(file).keySet()).noneMatch(name -> name.startsWith("nacento.cache"));
        assertThat(file).contains("cache.frontend.default.backend is Cm_Cache_Backend_File: the connector cannot clean it");
    }

    private static String pageCache(String backend, String prefix, String options) {
        return "<?php return ['cache' => ['frontend' => ['page_cache' => [" + prefix + " 'backend' => '" + backend
                + "', 'backend_options' => [" + options + "]]]]];";
    }

    @Test
    void aValueThatCannotBeMeantIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> text("<?php return ['db' => ['connection' => ['default' => [\n  'host' => ['a', 'b']]]]];"))
                .isInstanceOf(PhpSyntaxException.class)
                .hasMessageStartingWith("line 2, column 13: db/connection/default/host must be a text");
    }

    @Test
    void theCommandPrintsTheSettingsAndWarnsOfTheSecrets() throws IOException {
        try (ServiceProcess command = ServiceProcess.run(folder, Map.of(), "import-env", MAGENTO.toAbsolutePath().toString())) {
            assertThat(command.exitCode()).isZero();
            assertThat(command.output()).contains("holds the passwords").contains("nacento.db.url=jdbc:mariadb://db.internal:3307/shop");
        }
        Path computed = Files.writeString(folder.resolve("env.php"), "<?php\nreturn ['db' => ['host' => getenv('X')]];");
        try (ServiceProcess command = ServiceProcess.run(folder, Map.of(), "import-env", computed.toString())) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.output()).contains("env.php: line 2, column 28: getenv(…) is a call");
        }
    }

    /** From PHP through the properties file and back, whatever the characters. */
    @Property
    void everyPasswordComesThrough(@ForAll String password, @ForAll String secret) throws IOException {
        String php = "<?php return ['db' => ['connection' => ['default' => ['host' => 'h', 'dbname' => 'd', 'username' => 'u', 'password' "
                + "=> '"
                + quoted(password)
                + "']]], 'remote_storage' => ['driver' => 'aws-s3', 'config' => ['bucket' => 'b', 'region' => 'r', 'credentials' => ['key' "
                + "=> 'k', 'secret' => 'x"
                + quoted(secret) + "']]]];";
        Map<String, String> settings = properties(php);
        assertThat(settings).containsEntry("nacento.db.password", password).containsEntry("nacento.s3.secret-key", "x" + secret);
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    private static String text(String php) {
        return ImpliedSettings.of(EnvPhp.read(php));
    }

    private static Map<String, String> properties(String php) {
        return load(text(php));
    }

    private static Map<String, String> load(String text) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            Map<String, String> settings = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
