package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.testing.MagentoShop;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class AbandonedStatementsTest {

    private static DatabaseSettings settings(DatabaseAddress address) {
        return new DatabaseSettings(address.url(), address.user(), address.password(), "", 1);
    }

    @Test
    void theServerEndsAStatementBeforeItsAnswerIsGivenUp() throws Exception {
        // what writes MySQL does not end
        String limit = EmbeddedDatabase.Product.ofTests() == EmbeddedDatabase.Product.MYSQL
                ? "@@max_execution_time / 1000"
                : "@@max_statement_time";
        try (MagentoShop shop = MagentoShop.open();
                HikariDataSource pool = DataSources.pool(settings(shop.database().address()));
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + limit + ", @@autocommit")) {
            assertThat(row.next()).isTrue();
            int givenUpAfter = Integer.parseInt(pool.getDataSourceProperties().getProperty("socketTimeout")) / 1000;
            assertThat(row.getDouble(1)).isPositive().isLessThan(givenUpAfter);
            assertThat(row.getInt(2)).isEqualTo(1);
        }
    }
}
