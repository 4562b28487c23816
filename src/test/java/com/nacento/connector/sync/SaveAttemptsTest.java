package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.testing.GalleryFixture;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaveAttemptsTest {

    private long now;
    private final Patience patience = new Patience();
    private SaveAttempts attempts = of(10);

    @Test
    void aChunkThatIsSavedIsNotTriedAgain() {
        assertThat(attempts.goesOn()).isTrue();
        attempts.succeeded(attempts.next(0));
        assertThat(attempts.goesOn()).isFalse();
        assertThat(errors()).containsExactly("null");
    }

    @Test
    void aDeadlockIsTriedAgainManyTimesWithGrowingPauses() {
        attempts.next(0);
        for (int failure = 1; failure < 30; failure++) {
            attempts.failed(Trouble.of(deadlock()), deadlock());
            assertThat(attempts.goesOn()).isTrue();
            assertThat(attempts.pause()).isBetween(20L, Math.min(40L << (failure - 1), 640L));
            attempts.next(0);
            attempts.free(free(10));
        }
        assertThatThrownBy(() -> attempts.failed(Trouble.of(deadlock()), deadlock()))
                .as("nobody else was saved: it is not this product's fault").isInstanceOf(Outage.class);
    }

    @Test
    void whoIsLeftOutOfATryIsTriedByHimselfBehindAllOthers() {
        attempts = of(10, 11, 12, 13);
        SyncChunk tried = attempts.next(0);
        attempts.succeeded(new SyncChunk(List.of(tried.products().get(0), tried.products().get(3))));

        assertThat(ids(attempts.next(0))).containsExactly(11L);
        attempts.succeeded(attempts.next(0));
        assertThat(ids(attempts.next(0))).containsExactly(12L);
        fail(refused());

        assertThat(attempts.goesOn()).isFalse();
        assertThat(errors()).satisfiesExactly(none -> assertThat(none).isEqualTo("null"),
                suspected -> assertThat(suspected).as("by himself he is not refused").isEqualTo("null"),
                error -> assertThat(error).startsWith("internal: "), none -> assertThat(none).isEqualTo("null"));
    }

    @Test
    void whomSomebodyElseHoldsDoesNotKeepHisNeighboursWaiting() {
        attempts = of(10, 11, 12);
        fail(lockWait());
        assertThat(attempts.isHindered()).isTrue();
        attempts.free(free(10, 12));
        assertThat(ids(attempts.next(0))).containsExactly(10L, 12L);
        attempts.succeeded(attempts.next(0));
        assertThat(ids(attempts.next(0))).containsExactly(11L);
    }

    @Test
    void productsThatStayHeldAreGivenUpTogetherAfterAWhile() {
        attempts = of(10, 11, 12, 13);
        fail(lockWait());
        attempts.free(free(10));
        attempts.succeeded(attempts.next(0));
        now += Duration.ofSeconds(39).toNanos();
        fail(lockWait());
        assertThat(attempts.goesOn()).isTrue();
        now += Duration.ofSeconds(2).toNanos();
        fail(lockWait());
        assertThat(attempts.goesOn()).isFalse();
        assertThat(errors()).containsExactly("null", "database_unavailable: other writers held the product's rows, 2 tries",
                "database_unavailable: other writers held the product's rows, 2 tries",
                "database_unavailable: other writers held the product's rows, 2 tries");
        assertThat(attempts.merged().products()).filteredOn(product -> product.error() != null)
                .allMatch(product -> !product.error().outage());
    }

    @Test
    void theChunksOfACallWaitForOthersTogetherNotOnceEach() {
        attempts = of(10, 11);
        fail(lockWait());
        attempts.free(free(10));
        attempts.succeeded(attempts.next(0));
        now += Duration.ofSeconds(40).toNanos();
        fail(lockWait());
        fail(lockWait());
        assertThat(attempts.goesOn()).as("the first chunk has waited for all of them").isFalse();

        attempts = of(20, 21);
        fail(lockWait());
        attempts.free(free(20));
        attempts.succeeded(attempts.next(0));
        fail(lockWait());
        assertThat(attempts.goesOn()).as("its neighbours are saved, and one look more is taken").isTrue();
        fail(lockWait());
        assertThat(errors()).containsExactly("null", "database_unavailable: other writers held the product's rows, 2 tries");
    }

    @Test
    void whoGetsWhatWasHeldWaitsNoMore() {
        attempts = of(10, 11);
        fail(lockWait());
        attempts.free(free(10));
        attempts.succeeded(attempts.next(0));
        attempts.succeeded(attempts.next(0));
        assertThat(attempts.goesOn()).isFalse();
        now += Duration.ofSeconds(100).toNanos();
        assertThat(patience.isLost(now)).isFalse();
    }

    @Test
    void deadlocksAreTriedAgainAlsoWhenTheCallHasWaitedLongEnough() {
        patience.begin(now);
        now += Duration.ofSeconds(50).toNanos();
        patience.end(now);
        attempts = of(10, 11);
        fail(deadlock());
        for (int failure = 0; failure < 4; failure++) {
            attempts.next(0);
            attempts.free(free(10, 11));
            attempts.failed(Trouble.of(deadlock()), deadlock());
            assertThat(attempts.goesOn()).isTrue();
        }
    }

    @Test
    void timeInWhichNoChunkWaitsCostsNoPatience() {
        fail(lockWait());
        now += Duration.ofSeconds(30).toNanos();
        attempts.free(free(10));
        attempts.succeeded(attempts.next(0));
        now += Duration.ofSeconds(100).toNanos();

        attempts = of(11, 12);
        fail(lockWait());
        attempts.free(free(11));
        attempts.succeeded(attempts.next(0));
        now += Duration.ofSeconds(9).toNanos();
        fail(lockWait());
        fail(lockWait());
        assertThat(attempts.goesOn()).isTrue();
        now += Duration.ofSeconds(1).toNanos();
        fail(lockWait());
        assertThat(attempts.goesOn()).isFalse();
    }

    @Test
    void aProductThatIsHeldByItselfIsAloneWithIt() {
        fail(lockWait());
        attempts.free(free());
        now += Duration.ofSeconds(41).toNanos();
        fail(lockWait());
        assertThat(errors()).singleElement().asString().startsWith("database_unavailable: other writers held the product's rows");
    }

    @Test
    void ifTheWholeTableIsLockedItIsNoProductsFault() {
        attempts = of(10, 11);
        fail(lockWait());
        fail(lockWait());
        assertThatThrownBy(() -> fail(lockWait())).isInstanceOfSatisfying(Outage.class,
                outage -> assertThat(outage).hasMessage("other writers hold the rows or tables"));
    }

    @Test
    void aRowThatTheServerRefusesIsNotTriedAgain() {
        assertThat(fail(refused())).hasSize(1);
        assertThat(errors()).singleElement().asString()
                .matches(
                        "internal: the database refused the rows: Data too long for column 'label'; the log has more under "
                                + "nacento-[0-9a-f-]{36}");
    }

    @Test
    void aChunkWithSomethingAtFaultIsHalvedUntilTheProductAtFaultIsAlone() {
        attempts = of(10, 11, 12, 13);
        assertThat(fail(refused())).isEmpty();
        assertThat(ids(attempts.next(0))).containsExactly(10L, 11L);
        attempts.succeeded(attempts.next(0));
        assertThat(ids(attempts.next(0))).containsExactly(12L, 13L);
        fail(refused());
        assertThat(ids(attempts.next(0))).containsExactly(12L);
        fail(refused());
        attempts.succeeded(attempts.next(0));
        assertThat(attempts.merged().products()).extracting(product -> product.error() == null).containsExactly(true, true, false, true);
    }

    /** What bad rows cost, in transactions: twice the halvings until each is alone, and one for the whole. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 17", "2, 31", "3, 45"})
    void badRowsCostAFewTransactionsEach(int bad, int most) {
        attempts = of(LongStream.rangeClosed(1, 250).toArray());
        int tries = 0;
        while (attempts.goesOn()) {
            SyncChunk tried = attempts.next(0);
            tries++;
            if (tried.products().stream().anyMatch(product -> product.productId() % 80 == 7 && product.productId() < 80L * bad)) {
                attempts.failed(Trouble.of(refused()), refused());
            } else {
                attempts.succeeded(tried);
            }
        }

        assertThat(tries).isLessThanOrEqualTo(most);
        assertThat(attempts.merged().products()).filteredOn(product -> product.error() != null).extracting(ProductSync::productId)
                .containsExactlyElementsOf(LongStream.range(0, bad).mapToObj(n -> 80 * n + 7).toList());
    }

    @Test
    void aDeadlockAmongHalvesIsTheHalvesOwn() {
        attempts = of(10, 11, 12, 13);
        fail(refused());
        fail(deadlock());
        assertThat(ids(attempts.free(free(10, 11)))).containsExactly(10L, 11L);
        attempts.succeeded(attempts.next(0));
        assertThat(ids(attempts.next(0))).containsExactly(12L, 13L);
        fail(refused());
        fail(refused());
        attempts.succeeded(attempts.next(0));
        assertThat(errors()).extracting(error -> error.substring(0, 4)).containsExactly("null", "null", "inte", "null");
    }

    @Test
    void aConnectionThatIsLostAmongHalvesLosesNone() {
        attempts = of(10, 11, 12, 13);
        fail(refused());
        fail(connectionLost());
        assertThat(ids(attempts.next(0))).containsExactly(10L, 11L);
        fail(refused());
        attempts.succeeded(attempts.next(0));
        fail(refused());
        fail(connectionLost());
        attempts.succeeded(attempts.next(0));
        assertThat(errors()).extracting(error -> error.substring(0, 4)).containsExactly("null", "inte", "null", "null");
    }

    @Test
    void whatIsTooMuchForTheServerAtOnceIsHalved() {
        attempts = of(10, 11);
        fail(tooLarge());
        attempts.succeeded(attempts.next(0));
        attempts.succeeded(attempts.next(0));
        assertThat(errors()).containsExactly("null", "null");
    }

    @Test
    void aProductThatIsTooMuchByItselfIsRefused() {
        fail(tooLarge());
        assertThat(errors()).singleElement().asString().startsWith("internal: it is more at once than the database takes");
    }

    @Test
    void anOwnTableThatIsGoneIsTriedAgain() {
        fail(new SQLException("Table 'shop.nacento_media_gallery_meta' doesn't exist", "42S02", 1146));
        assertThat(attempts.goesOn()).isTrue();
    }

    @Test
    void aLostConnectionIsOpenedAnewOnceWhenThePoolNoLongerTrustsIt() {
        fail(connectionLost());
        assertThat(attempts.goesOn()).isTrue();
        assertThat(attempts.pause()).isGreaterThan(500);
        attempts.succeeded(attempts.next(0));
        assertThat(errors()).containsExactly("null");
    }

    @Test
    void aDatabaseThatStaysAwayIsAnOutageOfAll() {
        fail(connectionLost());
        assertThatThrownBy(() -> fail(connectionLost())).isInstanceOfSatisfying(Outage.class, outage -> {
            assertThat(outage.part()).isEqualTo(Outage.Part.DATABASE);
            assertThat(outage.asError()).hasToString("database_unavailable: the database cannot be reached");
        });
    }

    @Test
    void anOutageAfterProductsWereSavedIsNotTheOthersFault() {
        attempts = of(10, 11);
        fail(refused());
        attempts.succeeded(attempts.next(0));
        fail(readOnly());
        fail(readOnly());
        assertThat(errors()).containsExactly("null", "database_unavailable: the database is read-only (error 1290)");
        assertThat(attempts.merged().products().get(1).error().outage()).as("no try is counted").isTrue();
    }

    private SaveAttempts of(long... ids) {
        return new SaveAttempts(new SyncChunk(LongStream.of(ids).mapToObj(SaveAttemptsTest::changed).toList()), patience,
                new RepeatedFailures(), () -> now);
    }

    private static ProductSync changed(long id) {
        GalleryImage image = new GalleryImage("/a/a/a.jpg", null, null, null, List.of());
        return ProductSync
                .of(id, List.of(new GalleryRequest((int) id, "SKU-" + id, null, "2026-01-02 03:04:05", null, null, null, List.of(image),
                        List.of())))
                .withETags(Map.of("/a/a/a.jpg", ETagAnswer.found("e1"))).planned(GalleryFixture.SHOP, RemovalLimit.NONE);
    }

    private List<ProductSync> fail(SQLException failure) {
        attempts.next(0);
        return attempts.failed(Trouble.of(failure), failure);
    }

    private List<String> errors() {
        return attempts.merged().products().stream().map(product -> String.valueOf(product.error())).toList();
    }

    private static List<Long> ids(SyncChunk chunk) {
        return chunk.products().stream().map(ProductSync::productId).toList();
    }

    private static List<Map<String, Object>> free(long... ids) {
        return LongStream.of(ids).mapToObj(id -> Map.<String, Object>of("product_id", id)).toList();
    }

    private static SQLException deadlock() {
        return new SQLException("Deadlock found when trying to get lock", "40001", 1213);
    }

    private static SQLException lockWait() {
        return new SQLException("Lock wait timeout exceeded; try restarting transaction", "HY000", 1205);
    }

    private static SQLException refused() {
        return new SQLException("(conn=35) Data too long for column 'label'", "22001", 1406);
    }

    private static SQLException tooLarge() {
        return new SQLException("Got a packet bigger than 'max_allowed_packet' bytes", "08S01", 1153);
    }

    private static SQLException readOnly() {
        return new SQLException("The MariaDB server is running with the --read-only option", "HY000", 1290);
    }

    private static SQLException connectionLost() {
        return new SQLNonTransientConnectionException("Socket error", "08000", 1927);
    }
}
