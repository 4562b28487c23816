package com.nacento.connector.failure;

import static com.nacento.connector.failure.Trouble.Kind.CONFLICT;
import static com.nacento.connector.failure.Trouble.Kind.OUTAGE;
import static com.nacento.connector.failure.Trouble.Kind.REFUSED;
import static com.nacento.connector.failure.Trouble.Kind.TABLE_GONE;
import static com.nacento.connector.failure.Trouble.Kind.TOO_LARGE;
import static com.nacento.connector.failure.Trouble.Kind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.database.OwnTables;
import com.nacento.connector.failure.Trouble.Kind;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.TransactionSystemException;

class TroubleTest {

    @ParameterizedTest
    @MethodSource("numbers")
    void eachNumberOfTheTableMeansWhatItsLineSays(int number, ServerError line) {
        Trouble trouble = Trouble.of(new SQLException("(conn=35) so it is", "HY000", number));

        assertThat(trouble.kind()).isEqualTo(line.kind());
        assertThat(trouble.words()).startsWith(line.kind() == REFUSED ? "the database refused the rows: so it is" : line.words());
    }

    static Stream<Arguments> numbers() {
        return Stream.of(ServerError.values()).flatMap(line -> line.numbers().stream().map(number -> Arguments.of(number, line)));
    }

    @Test
    void noNumberIsInTwoLines() {
        assertThat(Stream.of(ServerError.values()).flatMap(line -> line.numbers().stream())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "1290, HY000, OUTAGE", "1836, HY000, OUTAGE", "1792, 25006, OUTAGE", "1021, HY000, OUTAGE", "1030, HY000, OUTAGE",
        "3, HY000, OUTAGE",
        "1114, HY000, OUTAGE", "1180, HY000, OUTAGE", "1969, 70100, OUTAGE", "1412, HY000, OUTAGE", "1615, HY000, OUTAGE",
        "3024, HY000, OUTAGE", "3100, HY000, OUTAGE", "1317, 70100, OUTAGE", "1053, 08S01, OUTAGE", "1927, 70100, OUTAGE",
        "3159, HY000, OUTAGE", "3101, 40000, CONFLICT", "1060, 42S21, CONFLICT", "1061, 42000, CONFLICT", "1091, 42000, CONFLICT",
        "1881, HY000, OUTAGE", "3032, HY000, OUTAGE", "3098, HY000, OUTAGE", "3675, HY000, OUTAGE", "3782, HY000, OUTAGE",
        "3799, HY000, OUTAGE", "4082, HY000, OUTAGE", "4094, HY000, OUTAGE", "3955, HY000, OUTAGE", "3231, HY000, TOO_LARGE",
        "4031, HY000, OUTAGE", "9001, HY000, OUTAGE", "1047, 08S01, OUTAGE", "1054, 42S22, OUTAGE", "1142, 42000, OUTAGE",
        "1045, 28000, OUTAGE",
        "0, 08003, OUTAGE", "0, 70100, OUTAGE", "0, 28000, OUTAGE",
        "1213, 40001, CONFLICT", "1205, HY000, CONFLICT", "1020, HY000, CONFLICT", "3572, HY000, CONFLICT", "0, 40001, CONFLICT",
        "1153, 08S01, TOO_LARGE",
        "1062, 23000, REFUSED", "1366, 22007, REFUSED", "1406, 22001, REFUSED", "1452, 23000, REFUSED", "4025, 23000, REFUSED",
        "3819, HY000, REFUSED",
        "1644, 45000, REFUSED", "0, 22003, REFUSED", "0, 23000, REFUSED",
        "1064, 42000, UNKNOWN", "1442, HY000, UNKNOWN", "60000, HY000, UNKNOWN"})
    void theServersAnswerTellsWhoseFaultItIs(int number, String state, Kind expected) {
        assertThat(Trouble.of(new SQLException("refused", state, number)).kind()).isEqualTo(expected);
    }

    @Test
    void aPoolWithoutConnectionsIsAnOutageWhateverItsState() {
        assertThat(Trouble.of(new SQLTransientConnectionException("database - Connection is not available")).kind()).isEqualTo(OUTAGE);
        assertThat(Trouble.of(new SQLNonTransientConnectionException("Socket fail to connect")))
                .isEqualTo(new Trouble(OUTAGE, "the database cannot be reached"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 42000, the database cannot be reached", "1203, 42000, the database cannot be reached",
        "1130, HY000, the database cannot be reached",
        "1045, 28000, the database does not let the connector in (error 1045)"})
    void aPoolWithoutConnectionsIsAnOutageWhateverKeptItFromHavingOne(int number, String state, String words) {
        SQLException reason = new SQLException("Connection.setNetworkTimeout cannot be called on a closed connection", state, number);

        assertThat(Trouble.of(new SQLTransientConnectionException("database - Connection is not available", state, number, reason)))
                .isEqualTo(new Trouble(OUTAGE, words));
    }

    @Test
    void aPasswordThatWouldBeSentInTheClearIsNoServerThatIsAway() {
        SQLException driver = new SQLException("RSA public key is not available client side (option serverRsaPublicKeyFile not set)",
                "S1009");

        Trouble expected = new Trouble(OUTAGE, ServerError.INSECURE.words());
        assertThat(Trouble.of(driver)).isEqualTo(expected);
        assertThat(Trouble.of(new SQLTransientConnectionException("database - Connection is not available", "S1009", 0, driver)))
                .isEqualTo(expected);
    }

    @Test
    void whatATriggerRefusesIsNoOutageWhateverNumberItChose() {
        assertThat(Trouble.of(new SQLTransientConnectionException("(conn=35) no such label", "45000", 1644)))
                .isEqualTo(new Trouble(REFUSED, "the database refused the rows: no such label"));
        assertThat(Trouble.of(new SQLException("no such label", "45000", 1290)).kind()).isEqualTo(REFUSED);
        assertThat(Trouble.of(new SQLTransientConnectionException("no such label", "99ABC", 1644)).kind()).isEqualTo(REFUSED);
    }

    @Test
    void whatIsTooMuchForTheServerIsNoOutageThoughTheConnectionBreaks() {
        assertThat(Trouble
                .of(new SQLNonTransientConnectionException("(conn=35) Packet too big for current server max_allowed_packet value", "08000"))
                .kind())
                .isEqualTo(TOO_LARGE);
        assertThat(Trouble.of(new SQLException("Got a packet bigger than 'max_allowed_packet' bytes", "08S01", 1153)).kind())
                .isEqualTo(TOO_LARGE);
    }

    @Test
    void onlyAnOwnTableThatIsGoneIsCreatedAgain() {
        assertThat(Trouble.of(missing("shop.m2_nacento_media_gallery_meta")).kind()).isEqualTo(TABLE_GONE);
        OwnTables.NAMES.forEach(name -> assertThat(Trouble.of(missing("shop." + name)).kind()).as(name).isEqualTo(TABLE_GONE));
        assertThat(Trouble.of(missing("nacento_shop.catalog_product_entity"))).as("a database of a similar name; Magento is being upgraded")
                .isEqualTo(new Trouble(OUTAGE, "tables of the database are being changed (error 1146)"));
    }

    @Test
    void theCauseCountsHoweverOftenItIsWrapped() {
        Throwable wrapped = new RuntimeException(new IllegalStateException("x", new SQLException("Deadlock", "40001", 1213)));
        assertThat(Trouble.of(wrapped).kind()).isEqualTo(CONFLICT);
    }

    @Test
    void aTransactionThatCannotBeEndedIsNobodysFault() {
        assertThat(Trouble.of(new TransactionSystemException("Could not roll back", new SQLException("closed", "HY000", 0))).kind())
                .isEqualTo(OUTAGE);
        assertThat(Trouble.of(new TransactionSystemException("Could not commit", new SQLException("Deadlock", "40001", 1213))).kind())
                .isEqualTo(CONFLICT);
        assertThat(Trouble.of(new TransactionSystemException("Could not commit", new SQLException("Got error 28", "HY000", 1180))).words())
                .contains("disk");
    }

    @Test
    void whatWasTooMuchIsTooMuchThoughTheBrokenConnectionCannotBeRolledBack() {
        TransactionSystemException ending = new TransactionSystemException("Could not roll back",
                new SQLNonTransientConnectionException("closed", "08000"));
        ending.initApplicationException(
                new IllegalStateException(new SQLException("Got a packet bigger than 'max_allowed_packet' bytes", "08S01", 1153)));
        assertThat(Trouble.of(ending).kind()).isEqualTo(TOO_LARGE);
    }

    @Test
    void whatNobodyKnowsIsTheDatasFaultIfTheDatabaseWorksMeanwhile() {
        SQLException unknown = new SQLException("(conn=7) something new", "HY000", 60000);

        assertThat(Trouble.judged(unknown, () -> {})).isEqualTo(new Trouble(REFUSED, "the database refused the rows: something new"));
        assertThat(Trouble.judged(new IllegalStateException("x"), () -> {})).isEqualTo(new Trouble(REFUSED, "a defect of the connector"));
    }

    @Test
    void whatNobodyKnowsIsTheWorldsFaultIfTheDatabaseFailsAsWell() {
        SQLException unknown = new SQLException("something new", "HY000", 60000);

        assertThat(judged(unknown, new SQLException("read-only", "HY000", 1290)))
                .isEqualTo(new Trouble(OUTAGE, "the database is read-only (error 1290)"));
        assertThat(judged(unknown, new SQLException("something new", "HY000", 60000)).kind()).as("whatever it says").isEqualTo(OUTAGE);
        assertThat(judged(unknown, new SQLException("Lock wait timeout", "HY000", 1205)).kind()).isEqualTo(OUTAGE);
        assertThat(judged(unknown, missing("shop.nacento_gallery_bulk")).kind()).isEqualTo(TABLE_GONE);
    }

    @Test
    void whatIsKnownNeedsNoProbe() {
        assertThat(judged(new SQLException("Data too long", "22001", 1406), new SQLException("read-only", "HY000", 1290)).kind())
                .isEqualTo(REFUSED);
    }

    @Test
    void whatIsNoFailureOfTheDatabaseIsUnknown() {
        assertThat(Trouble.of(new IllegalStateException("x", new RuntimeException())).kind()).isEqualTo(UNKNOWN);
    }

    @Test
    void aLongMessageIsCutWithoutTearingACharacter() {
        assertThat(Trouble.of(new SQLException("x".repeat(199) + "\uD83D\uDE00\uD83D\uDE00", "22001", 1406)).words())
                .endsWith("x\uD83D\uDE00…");
    }

    private static Trouble judged(Throwable failure, Exception probed) {
        return Trouble.judged(failure, () -> {
            throw probed;
        });
    }

    private static SQLException missing(String table) {
        return new SQLException("Table '" + table + "' doesn't exist", "42S02", 1146);
    }
}
