package com.nacento.connector.message;

import static com.nacento.connector.message.OperationFixture.BULK;
import static com.nacento.connector.message.OperationFixture.invalid;
import static com.nacento.connector.message.OperationFixture.item;
import static com.nacento.connector.message.OperationFixture.known;
import static com.nacento.connector.message.OperationFixture.message;
import static com.nacento.connector.message.OperationFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.SyncError.Code;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.WaitCount;
import com.nacento.connector.message.GalleryMessage.Operations;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.sync.RemovalTally;
import com.nacento.connector.sync.SyncChunk;
import com.nacento.connector.sync.SyncResults;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageWorkTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] BODY = "{\"as\":\"it came\"}".getBytes(StandardCharsets.UTF_8);
    private static final String STARTED = "2026-01-01 00:00:00";
    private static final SyncError FORBIDDEN = new SyncError(Code.STORAGE_UNAVAILABLE, "403 key");

    private final AtomicBoolean stopping = new AtomicBoolean();
    private Probe probe = () -> {};

    @Test
    void whatIsReceivedForTheFirstTimeIsWrittenDownAndCountsFromItsBulksStart() throws JsonProcessingException {
        MessageWork work = known(work(message(BULK, item(0, "A"), item(1, "B"))),
                List.of(known(0, 5L, 4, STARTED), known(1, null, null, STARTED)));
        assertThat(only(work).hasUnknown()).isTrue();
        JsonNode requests = JSON.readTree(only(work).unknown().get("new_requests").toString());
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.get("sku").asText()).isEqualTo("B");
            assertThat(request.get("submitted_at").asText()).isEqualTo(STARTED);
            assertThat(request.get("operation_key").asInt()).isEqualTo(2);
        });
        assertThat(JSON.readTree(only(work).unknown().get("new_operations").toString()).findValuesAsText("operation_key"))
                .containsExactly("2");
    }

    @Test
    void anOperationWhoseRowIsNotKnownIsLookedForAndWrittenIfItIsMissing() throws JsonProcessingException {
        Map<String, Object> retried = known(0, 5L, 4, STARTED);
        retried.put("operation_id", null);
        MessageWork work = known(work(message(BULK, item(0, "A"), item(1, "B"))), List.of(retried, known(1, 6L, 4, STARTED)));
        assertThat(only(work).hasUnknown()).isTrue();
        assertThat(only(work).unknown()).containsEntry("new_requests", "[]");
        for (String parameter : List.of("new_operations", "unlinked_operations")) {
            assertThat(JSON.readTree(only(work).unknown().get(parameter).toString()).findValuesAsText("operation_key")).as(parameter)
                    .containsExactly("1");
        }
    }

    @Test
    void aMessageWithoutAnOperationIsWrittenDownUnderItsId() throws JsonProcessingException {
        MessageWork work = known(work(message(null, item(0, "A"))), List.of(known(0, null, null, null)));
        JsonNode request = JSON.readTree(only(work).unknown().get("new_requests").toString()).get(0);
        assertThat(request.get("message_id").asText()).isEqualTo("m-1");
        assertThat(request.get("bulk_uuid").isNull()).isTrue();
        assertThat(JSON.readTree(only(work).unknown().get("new_operations").toString())).isEmpty();
    }

    @Test
    void whatIsCompleteOrRejectedIsNotDoneAgain() {
        MessageWork work = known(work(message(BULK, item(0, "A"), item(1, "B"))),
                List.of(known(0, 5L, 1, STARTED), known(1, 6L, 5, STARTED)));
        assertThat(only(work).hasUnknown()).isFalse();
        assertThat(work.isDue()).isFalse();
        assertThat(work.hasReport()).isFalse();
        assertThat(work.reported().goesOn()).isFalse();
        assertThat(work.isAbandoned()).isFalse();
    }

    @Test
    void whatHadFailedAndComesBackIsOpenedAgain() throws JsonProcessingException {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 2, STARTED)));
        assertThat(work.isDue()).isTrue();
        assertThat(only(work).hasFailedBefore()).isTrue();
        assertThat(only(work).reopened().get("finished_requests")).isEqualTo("[{\"request_id\":5,\"state\":4}]");
        assertThat(work.call().skus()).containsExactly("A");
    }

    @Test
    void aRetriableFailureIsTriedAsOftenAsTheSettingSaysAndThenADeadLetter() throws JsonProcessingException {
        MessageWork work = known(work(message(BULK, item(0, "A"), item(1, "B"))),
                List.of(known(0, 5L, 4, STARTED), known(1, 6L, 4, STARTED)));
        work.call();
        work.took(results(done(0), failed(1, FORBIDDEN)));
        assertThat(work.hasReport()).isFalse();
        assertThat(work.reported().goesOn()).isTrue();
        assertThat(work.call().skus()).containsExactly("B");
        work.took(results(failed(0, FORBIDDEN)));
        assertThat(work.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("storage_unavailable: 403 key");
            assertThat(letter.attempts()).isEqualTo(2);
            assertThat(JSON.readTree(letter.body()).path("operations").findValuesAsText("sku")).containsExactly("B");
        });
        assertThat(JSON.readTree(only(work).report().get("finished_operations").toString()).get(0).get("status").asInt()).isEqualTo(2);
        assertThat(only(work).report().get("finished_requests")).isEqualTo("[{\"request_id\":6,\"state\":2}]");
        assertThat(work.reported().goesOn()).isFalse();
    }

    @Test
    void anOutageCountsAsNoTry() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        for (int i = 0; i < 10; i++) {
            work.failed(new Outage(Outage.Part.BROKER, "away", null));
            work.failed(new IllegalStateException(new SQLNonTransientConnectionException("away")));
            assertThat(work.isDue()).isTrue();
            assertThat(work.pause()).isPositive().isLessThanOrEqualTo(10_000);
        }
        work.call();
        work.took(results(failed(0, FORBIDDEN)));
        assertThat(work.isDue()).isTrue();
    }

    @Test
    void whatTheWorldDidToASingleSkuCountsAsNoTry() {
        MessageWork work = known(work(message(BULK, item(0, "A"), item(1, "B"))),
                List.of(known(0, 5L, 4, STARTED), known(1, 6L, 4, STARTED)));
        for (int i = 0; i < 5; i++) {
            work.call();
            work.took(
                    results(failed(0, new SyncError(Code.DATABASE_UNAVAILABLE, "the database is read-only", true)), failed(1, FORBIDDEN)));
            assertThat(work.pause()).isPositive();
        }
        assertThat(work.deadLetters()).as("its neighbour has its own trouble").extracting(DeadLetter::sku).containsExactly("B");
    }

    @Test
    void aRefusedWriteAndALockedTableCountAsNoTry() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        for (int i = 0; i < 5; i++) {
            work.failed(new SQLException("read-only", "HY000", 1290));
            work.failed(new SQLException("Lock wait timeout exceeded", "HY000", 1205));
        }
        assertThat(work.hasReport()).isFalse();
        assertThat(work.isDue()).isTrue();
    }

    @Test
    void whatNobodyKnowsCountsAsNoTryIfTheDatabaseFailsAsWell() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        probe = () -> {
            throw new SQLException("what is this", "HY000", 60000);
        };
        for (int i = 0; i < 5; i++) {
            work.failed(new IllegalStateException("defect"));
        }
        assertThat(work.hasReport()).isFalse();
        assertThat(work.isDue()).isTrue();
    }

    @Test
    void aRequestDoesNotWaitForWhatOthersOfItsProductHaveFailed() {
        MessageWork work = known(work(message(BULK, item(0, "A"), item(1, "A"))),
                List.of(known(0, 5L, 4, STARTED), known(1, 6L, 4, STARTED)));
        work.call();
        work.took(results(failed(1, FORBIDDEN)));
        assertThat(work.pause()).isPositive();
        work.call();
        work.took(results(failed(1, FORBIDDEN)));
        assertThat(work.reported().call().skus()).as("the youngest has failed for good").hasSize(1);
        assertThat(work.pause()).isZero();
    }

    @Test
    void aDefectIsTriedAndThenReportedLikeAFailure() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        work.failed(new IllegalStateException("defect"));
        assertThat(work.hasReport()).isFalse();
        work.failed(new IllegalStateException("defect"));
        assertThat(work.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.reason()).startsWith("internal: "));
    }

    @Test
    void aRoundThatTheDatabaseRefusesIsHalvedUntilTheRequestAtFaultIsAlone() {
        MessageWork work = work(message(BULK, item(0, "A"), item(1, "B"), item(2, "C")));
        SQLException refusal = new SQLException("no poison, please", "45000", 1644);
        work.failed(refusal);
        assertThat(places(work)).containsExactly(1);
        known(work, List.of(known(0, 5L, 4, STARTED))).call();
        work.took(results(done(0)));
        work.reported();
        assertThat(work.goesOn()).isTrue();
        assertThat(places(work)).containsExactly(2, 3);
        work.failed(refusal);
        assertThat(places(work)).containsExactly(2);
        work.failed(refusal);
        assertThat(places(work)).as("who failed alone comes last").containsExactly(3);
        known(work, List.of(known(0, 7L, 4, STARTED))).call();
        work.took(results(done(0)));
        work.reported();
        assertThat(places(work)).containsExactly(2);
        assertThat(work.hasReport()).as("tried once of twice").isFalse();
        work.failed(refusal);
        assertThat(work.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.sku()).isEqualTo("B"));
        work.reported();
        assertThat(work.goesOn()).isFalse();
    }

    @Test
    void anEndThatCannotBeNotedIsGivenUpOnceADeadLetterSaysIt() {
        SQLException refusal = new SQLException("no poison, please", "45000", 1644);
        MessageWork work = known(work(message(BULK, invalid(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        for (int failure = 0; failure < 5; failure++) {
            work.failed(refusal);
            assertThat(work.hasReport()).as("no letter says it yet").isTrue();
        }
        work.published(work.deadLetters().get(0));
        assertThat(only(work).report().get("finished_operations")).as("Magento's page is not told any more").isEqualTo("[]");
        assertThat(only(work).report().get("finished_requests")).as("the request is").isNotEqualTo("[]");
        work.failed(refusal);
        assertThat(work.hasReport()).isFalse();
        assertThat(work.reported().goesOn()).isFalse();
    }

    @Test
    void whatRefusesManyOneAfterTheOtherIsAtFaultWithAll() {
        MessageWork work = work(message(BULK, IntStream.range(0, 100).mapToObj(place -> item(place, "S" + place))
                .toArray(GalleryItem[]::new)));
        SQLException refusal = new SQLException("no poison, please", "45000", 1644);
        int failures = 0;
        while (work.deadLetters().size() < 100) {
            work.failed(refusal);
            failures++;
            assertThat(failures).as("not a hundred times two").isLessThan(40);
        }
    }

    @Test
    void anAlikeMessageOfBeforeIsNotTakenForThisOneAlthoughItsFirstNoteWasRolledBack() {
        MessageWork work = new MessageWork(Messages.MOST_SKUS, OperationFixture.format(100), OperationFixture.LIMITS, 2, Duration.ZERO,
                stopping::get,
                () -> probe.write(), new RepeatedFailures());
        work.takes(new MessageIdentity(new ReceivedMessage(BODY, null, false), null, 1), message(null, item(0, "A")).operations(), 1);
        assertThat(only(known(work, List.of(known(0, 5L, 1, null)))).hasUnknown()).isTrue();
        work.failed(new SQLException("Deadlock", "40001", 1213));
        assertThat(only(known(work, List.of(known(0, 5L, 1, null)))).hasUnknown()).isTrue();
        assertThat(known(work, List.of(known(0, 5L, 1, null), known(0, 6L, 4, null))).isDue()).isTrue();
    }

    private static List<Integer> places(MessageWork work) {
        try {
            List<Integer> places = new ArrayList<>();
            JSON.readTree(only(work).lookUp().get("message_requests").toString()).forEach(row -> places.add(row.path("place").asInt()));
            return places;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsWrongInItselfIsADeadLetterOnlyIfNoStatusSpeaks() throws JsonProcessingException {
        MessageWork with = known(work(message(BULK, invalid(0, "A"))), List.of(known(0, null, null, STARTED)));
        assertThat(with.isDue()).isFalse();
        assertThat(with.deadLetters()).isEmpty();
        assertThat(JSON.readTree(only(with).report().get("new_operations").toString()).get(0).get("status").asInt()).isEqualTo(3);
        MessageWork unknownBulk = known(work(message(BULK, invalid(0, "A"))), List.of(known(0, null, null, null)));
        assertThat(only(unknownBulk).report().get("finished_operations")).isEqualTo("[]");
        assertThat(unknownBulk.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.body()).isEqualTo(BODY);
            assertThat(letter.reason()).isEqualTo("invalid_item: bad");
            assertThat(letter.attempts()).isEqualTo(1);
        });
    }

    @Test
    void whatWaitsForObjectsOfTheBucketIsNotDoneAgainByItsMessage() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 6, STARTED)));
        assertThat(work.isDue()).isFalse();
        assertThat(work.hasReport()).isFalse();
        assertThat(only(work).hasUnknown()).isFalse();
        assertThat(work.reported().isAbandoned()).as("it is acknowledged").isFalse();
    }

    @Test
    void aSkuThatWaitsForObjectsIsDoneForItsMessage() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        work.call();
        work.took(results(done(0).with(new WaitCount(2, 0, 0))));
        assertThat(work.isDue()).isFalse();
        assertThat(work.hasReport()).isFalse();
    }

    @Test
    void whatHasWaitedIsDoneThoughItsRowWaitsUntilItHasEnded() {
        MessageWork work = known(awaited(5L), List.of(known(0, 4L, 6, STARTED), known(0, 5L, 6, STARTED)));
        assertThat(work.isDue()).isTrue();
        assertThat(work.call().origin().of(0, null).requestId()).as("of messages that are alike its own").isEqualTo(5L);
        assertThat(known(awaited(5L), List.of(known(0, 5L, 1, STARTED))).isDue()).as("somebody else was quicker").isFalse();
        assertThat(known(awaited(5L), List.of(known(0, null, null, STARTED))).isDue()).as("its row is gone").isFalse();
    }

    @Test
    void whatHasWaitedAndFailsIsADeadLetterWithAllThatWasAskedForUnderTheIdOfItsMessage() throws Exception {
        MessageWork work = known(awaited(5L), List.of(known(0, 5L, 6, null)));
        for (int i = 0; i < 2; i++) {
            work.call();
            work.took(results(failed(0, FORBIDDEN)));
        }
        assertThat(work.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(JSON.readTree(letter.body()).at("/images").findValuesAsText("file_path")).containsExactly("/a/0.jpg", "/a/1.jpg");
            assertThat(letter.messageId()).isEqualTo("m-1");
        });
        assertThat(only(work).report().get("finished_requests")).isEqualTo("[{\"request_id\":5,\"state\":2}]");
    }

    private MessageWork awaited(long requestId) {
        MessageWork work = new MessageWork(Messages.MOST_SKUS, OperationFixture.format(100), OperationFixture.LIMITS, 2, Duration.ZERO,
                stopping::get,
                () -> probe.write(), new RepeatedFailures());
        Map<String, Object> row = known(0, requestId, 6, null);
        row.putAll(Map.of("sku", "A", "message_id", "m-1", "operation_key", 1L, "images",
                "[{\"file_path\":\"/a/0.jpg\"},{\"file_path\":\"/a/1.jpg\"}]", "awaits",
                "{\"paths\":[\"/a/1.jpg\"],\"decided\":[{\"file_path\":\"/a/0.jpg\"},{\"file_path\":\"/a/1.jpg\"}],\"stats\":{\"warnings\":[]}}"));
        work.takes(new AwaitedRequest(row, Set.of("/a/1.jpg")));
        return work;
    }

    @Test
    void whileTheServiceStopsTheMessageGoesBack() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        stopping.set(true);
        assertThat(work.goesOn()).isFalse();
        assertThat(work.isAbandoned()).isTrue();
    }

    @Test
    void whatTheEndOfTheServiceInterruptsCountsAsNoTry() {
        MessageWork work = known(work(message(BULK, item(0, "A"))), List.of(known(0, 5L, 4, STARTED)));
        stopping.set(true);
        for (int i = 0; i < 3; i++) {
            work.call();
            work.took(results(failed(0, FORBIDDEN)));
            work.failed(new IllegalStateException(new InterruptedException()));
        }
        assertThat(work.hasReport()).isFalse();
        assertThat(work.isAbandoned()).isTrue();
    }

    private MessageWork work(Operations message) {
        MessageWork work = new MessageWork(Messages.MOST_SKUS, OperationFixture.format(100), OperationFixture.LIMITS, 2, Duration.ZERO,
                stopping::get,
                () -> probe.write(), new RepeatedFailures());
        assertThat(work.takes(new MessageIdentity(new ReceivedMessage(BODY, "m-1", false), message.bulkUuid(), message.operations().size()),
                message.operations(), 1)).isTrue();
        return work;
    }

    private static SyncResults results(SkuResult... results) {
        return new SyncResults(Refreshes.NONE, new RemovalTally(20), false).add(new SyncChunk(List.of(), List.of(results), Map.of()));
    }

    private static SkuResult done(int place) {
        return new SkuResult(place, "S", 1L, ImageStats.none(List.of()), null, Refreshes.NONE);
    }

    private static SkuResult failed(int place, SyncError error) {
        return SkuResult.failed(place, "S", 1L, error, List.of());
    }
}
