package com.nacento.connector.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;

class OutageTest {

    @Test
    void whoSitsAtAConsoleIsToldWhichRightAndWhichTable() {
        SQLException denied = new SQLException("(conn=7) DROP command denied to user 'x'@'h' for table `m2`.`nacento_refresh`", "42000",
                1142);

        assertThat(Outage.told(Trouble.of(denied), denied)).hasMessage("the connector's account lacks a right in the database (error 1142):"
                + " DROP command denied to user 'x'@'h' for table `m2`.`nacento_refresh`");
    }

    @Test
    void andWhyTheServerCannotBeReached() {
        SQLException away = new SQLNonTransientConnectionException("Socket fail to connect", "08000", 0,
                new ConnectException("Connection refused"));

        assertThat(Outage.told(Trouble.of(away), away).getMessage()).contains("cannot be reached").endsWith(": Connection refused");
    }
}
