package com.nacento.connector.database;

import static com.nacento.connector.database.DatabaseFailure.AWAY;
import static com.nacento.connector.database.DatabaseFailure.CONFLICT;
import static com.nacento.connector.database.DatabaseFailure.OWN;
import static com.nacento.connector.database.DatabaseFailure.TABLE_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @CsvSource({
            "1213, 40001, CONFLICT", "1205, HY000, CONFLICT", "1020, HY000, CONFLICT", "0, 40001, CONFLICT",
            "1040, 08004, AWAY", "1053, 08S01, AWAY", "1927, 70100, AWAY", "1317, 70100, AWAY", "0, 08003, AWAY",
            "1045, 28000, AWAY", "1044, 42000, AWAY", "1049, 42000, AWAY", "1142, 42000, OWN",
            "1062, 23000, OWN", "1366, 22007, OWN", "1406, 22001, OWN", "1064, 42000, OWN", "1146, 42S02, OWN"})
    void theServersAnswerTellsWhatToDo(int code, String state, DatabaseFailure expected) {
        assertThat(DatabaseFailure.of(new SQLException("refused", state, code))).isEqualTo(expected);
    }

    @Test
    void aPoolWithoutConnectionsMeansAwayWhateverItsState() {
        assertThat(DatabaseFailure.of(new SQLTransientConnectionException("database - Connection is not available"))).isEqualTo(AWAY);
        assertThat(DatabaseFailure.of(new SQLNonTransientConnectionException("Socket fail to connect"))).isEqualTo(AWAY);
    }

    @ParameterizedTest
    @CsvSource({"-1, 42000", "1203, 42000", "1130, HY000"})
    void aPoolWithoutConnectionsMeansAwayWhateverKeptItFromHavingOne(int code, String state) {
        SQLException reason = new SQLException("Connection.setNetworkTimeout cannot be called on a closed connection", state, code);

        assertThat(DatabaseFailure.of(new SQLTransientConnectionException("database - Connection is not available", state, code, reason))).isEqualTo(AWAY);
    }

    @Test
    void whatATriggerRefusesIsNoOutage() {
        assertThat(DatabaseFailure.of(new SQLTransientConnectionException("no such label", "45000", 1644))).isEqualTo(OWN);
    }

    @Test
    void onlyAnOwnTableThatIsGoneIsCreatedAgain() {
        assertThat(DatabaseFailure.of(missing("shop.m2_nacento_media_gallery_meta"))).isEqualTo(TABLE_MISSING);
        assertThat(DatabaseFailure.of(missing("shop.nacento_gallery_request"))).isEqualTo(TABLE_MISSING);
        assertThat(DatabaseFailure.of(missing("nacento_shop.catalog_product_entity"))).as("a database of a similar name").isEqualTo(OWN);
    }

    @Test
    void theCauseCountsHoweverOftenItIsWrapped() {
        Throwable wrapped = new RuntimeException(new IllegalStateException("x", new SQLException("Deadlock", "40001", 1213)));
        assertThat(DatabaseFailure.of(wrapped)).isEqualTo(CONFLICT);
    }

    @Test
    void whatIsNoFailureOfTheDatabaseIsNone() {
        assertThat(DatabaseFailure.of(new IllegalStateException("x", new RuntimeException()))).isNull();
        assertThat(DatabaseFailure.of(null)).isNull();
    }

    private static SQLException missing(String table) {
        return new SQLException("Table '" + table + "' doesn't exist", "42S02", 1146);
    }
}
