package com.nacento.connector.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServersTest {

    private final List<String> output = new ArrayList<>();

    @Test
    void serversThatTheEnvironmentNamesAreUsedAndNoneIsStarted() throws Exception {
        try (Servers servers = new Servers(EmbeddedDatabase.Product.MARIADB, Path.of("unused"), Map.of(
                "NACENTO_TEST_DB_URL", "jdbc:mariadb://db:3307/?user=root&password=secret&sslMode=disable",
                "NACENTO_TEST_AMQP", "amqp://pim:s%2Fcret@rabbit:5673/shop",
                "NACENTO_TEST_S3", "http://key:secret@s3:9000"), output::add)) {

            assertThat(servers.database())
                    .isEqualTo(new DatabaseAddress("jdbc:mariadb://db:3307/?sslMode=disable", "root", "secret"));
            assertThat(servers.broker()).isEqualTo(new BrokerAddress("rabbit", 5673, "pim", "s/cret", "shop"));
            assertThat(servers.brokerForTests()).isEqualTo(servers.broker());
            assertThat(servers.storage()).isEqualTo(new StorageAddress(URI.create("http://s3:9000"), "key", "secret"));
        }
        assertThat(output).hasSize(3).noneMatch(line -> line.contains("cret"));
    }

    @Test
    void anAddressWithoutCredentialsIsRefusedWithTheFormThatIsExpected() {
        assertThatThrownBy(() -> DatabaseAddress.parse("jdbc:mariadb://db/")).hasMessageContaining("user=");
        assertThatThrownBy(() -> BrokerAddress.parse("amqp://rabbit")).hasMessageContaining("amqp://user:password@host");
        assertThatThrownBy(() -> StorageAddress.parse("http://s3:9000")).hasMessageContaining("http://key:secret@host");
    }

    @Test
    void aDatabaseOfAServerKeepsTheServersOptions() {
        DatabaseAddress server = new DatabaseAddress("jdbc:mariadb://db:3307/?sslMode=disable", "root", "");

        assertThat(server.withDatabase("shop").url()).isEqualTo("jdbc:mariadb://db:3307/shop?sslMode=disable");
        assertThat(server.withDatabase("a").withDatabase("b").withOption("x=1").url())
                .isEqualTo("jdbc:mariadb://db:3307/b?sslMode=disable&x=1");
        assertThat(new DatabaseAddress("jdbc:mariadb://db", "root", "").withDatabase("shop").url()).isEqualTo("jdbc:mariadb://db/shop");
    }
}
