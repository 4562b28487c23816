package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.failure.ServerError;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.testing.TestServers;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MySQL's way to log in: by caching_sha2_password, which sends the password only where nobody can read it. */
class PasswordLogInTest {

    private final String user = "log_in_" + UUID.randomUUID().toString().substring(0, 8);
    private String server;

    /** Of a user whom the server has not let in yet: later it remembers a hash that is enough. */
    @BeforeEach
    void aNewUser() throws SQLException {
        assumeTrue(EmbeddedDatabase.Product.ofTests() == EmbeddedDatabase.Product.MYSQL, "MariaDB has no caching_sha2_password");
        server = TestServers.database().url().replaceFirst("\\?.*", "");
        administrator("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'new-every-time'");
    }

    @AfterEach
    void noUser() throws SQLException {
        if (server != null) {
            administrator("DROP USER '" + user + "'@'%'");
        }
    }

    @Test
    void withoutTlsAndKeyThePasswordIsNotSentAndThatIsSaidInWords() {
        DatabaseSettings plain = settings("?sslMode=disable");

        assertThatThrownBy(() -> DataSources.connect(plain).close()).isInstanceOfSatisfying(SQLException.class,
                failure -> assertThat(Trouble.of(failure).words()).isEqualTo(ServerError.INSECURE.words()));
        assertThat(DataSources.answers(plain)).as("it is no server that is away").isTrue();
        try (HikariDataSource pool = DataSources.pool(plain)) {
            assertThatThrownBy(() -> pool.getConnection().close()).isInstanceOfSatisfying(SQLException.class,
                    failure -> assertThat(Trouble.of(failure).words()).isEqualTo(ServerError.INSECURE.words()));
        }
    }

    @Test
    void overTlsItIs() throws SQLException {
        DataSources.connect(settings("?sslMode=trust")).close();
    }

    /** The server makes authority and certificate by itself; the certificate bears no host's name. */
    @Test
    void theAuthorityThatTheServerMadeForItselfCanBeTrusted() throws SQLException {
        String authority;
        try (Connection connection = TestServers.database().connect();
                Statement statement = connection.createStatement();
                ResultSet folder = statement.executeQuery("SELECT @@datadir")) {
            folder.next();
            authority = folder.getString(1) + "ca.pem";
        }
        DataSources.connect(settings("?sslMode=verify-ca&serverSslCert=" + authority)).close();
        assertThatThrownBy(() -> DataSources.connect(settings("?sslMode=verify-full&serverSslCert=" + authority)).close())
                .isInstanceOf(SQLException.class).hasStackTraceContaining("ertificate");
    }

    @Test
    void whoseAddressIsWrittenForMySqlIsLetInAsWell() throws SQLException {
        DatabaseSettings settings = settings("?sslMode=trust");
        try (Connection connection = DataSources
                .connect(new DatabaseSettings(settings.url().replaceFirst("jdbc:mariadb:", "jdbc:mysql:"), user, settings.password(), "",
                        1))) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void aServerThatWantsTlsSaysSo() throws SQLException {
        administrator("SET GLOBAL require_secure_transport = ON");
        try {
            assertThatThrownBy(() -> DataSources.connect(settings("?sslMode=disable")).close()).isInstanceOfSatisfying(SQLException.class,
                    failure -> assertThat(Trouble.of(failure).words()).startsWith(ServerError.INSECURE.words()));
        } finally {
            try (Connection connection = DataSources.connect(new DatabaseSettings(server + "?sslMode=trust",
                    TestServers.database().user(), TestServers.database().password(), "", 1));
                    Statement statement = connection.createStatement()) {
                statement.execute("SET GLOBAL require_secure_transport = OFF");
            }
        }
    }

    private DatabaseSettings settings(String options) {
        return new DatabaseSettings(server + options, user, "new-every-time", "", 1);
    }

    private static void administrator(String sql) throws SQLException {
        try (Connection connection = TestServers.database().connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
