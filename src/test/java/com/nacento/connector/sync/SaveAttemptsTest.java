package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;

class SaveAttemptsTest {

    private final SaveAttempts attempts = new SaveAttempts();

    @Test
    void aChunkThatIsSavedIsNotTriedAgain() {
        assertThat(attempts.goesOn()).isTrue();
        attempts.succeeded();
        assertThat(attempts.goesOn()).isFalse();
        assertThat(attempts.isGivenUp()).isFalse();
        assertThat(attempts.error()).isNull();
    }

    @Test
    void aDeadlockIsTriedAgainManyTimesWithGrowingPauses() {
        for (int failure = 1; failure < 30; failure++) {
            attempts.failed(deadlock());
            assertThat(attempts.goesOn()).isTrue();
            assertThat(attempts.pause()).isBetween(20L, 20L << Math.min(failure + 1, 5));
        }
        attempts.failed(deadlock());
        assertThat(attempts.goesOn()).isFalse();
        assertThat(attempts.pause()).isZero();
        assertThat(attempts.error()).isEqualTo(new SyncError(SyncError.Code.DATABASE_UNAVAILABLE, "other writers held the product's rows, 30 tries"));
    }

    @Test
    void aRowThatTheServerRefusesIsNotTriedAgain() {
        attempts.failed(new IllegalStateException("wrapped", new SQLException("Data too long for column 'label'", "22001", 1406)));
        assertThat(attempts.isGivenUp()).isTrue();
        assertThat(attempts.error()).asString()
                .matches("internal: the database refused the rows: Data too long for column 'label'; the log has more under nacento-[0-9a-f-]{36}");
    }

    @Test
    void anOwnTableThatIsGoneIsTriedAgain() {
        attempts.failed(new SQLException("Table 'shop.nacento_media_gallery_meta' doesn't exist", "42S02", 1146));
        assertThat(attempts.goesOn()).isTrue();
    }

    @Test
    void aLostConnectionIsOpenedAnewOnceWhenThePoolNoLongerTrustsIt() {
        attempts.failed(connectionLost());
        assertThat(attempts.goesOn()).isTrue();
        assertThat(attempts.pause()).isGreaterThan(500);
        assertThat(attempts.succeeded().isGivenUp()).isFalse();
    }

    @Test
    void aDatabaseThatStaysAwayIsAnOutageOfAll() {
        attempts.failed(connectionLost());
        assertThatThrownBy(() -> attempts.failed(connectionLost())).isInstanceOfSatisfying(Outage.class, outage -> {
            assertThat(outage.part()).isEqualTo(Outage.Part.DATABASE);
            assertThat(outage.asError()).hasToString("database_unavailable: the database cannot be reached");
        });
    }

    @Test
    void aDefectIsNotBlamedOnTheDatabase() {
        attempts.failed(new IllegalStateException("no such row"));
        assertThat(attempts.error()).asString().matches("internal: a defect of the connector; the log has more under nacento-[0-9a-f-]{36}");
    }

    @Test
    void aLongMessageIsCutWithoutTearingACharacter() {
        attempts.failed(new SQLException("x".repeat(199) + "\uD83D\uDE00\uD83D\uDE00"));
        assertThat(attempts.error().detail()).contains("x\uD83D\uDE00…;");
    }

    private static SQLException deadlock() {
        return new SQLException("Deadlock found when trying to get lock", "40001", 1213);
    }

    private static SQLException connectionLost() {
        return new SQLNonTransientConnectionException("Socket error", "08000", 1927);
    }
}
