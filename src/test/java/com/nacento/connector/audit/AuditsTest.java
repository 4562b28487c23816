package com.nacento.connector.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.failure.Outage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Audits of a process that has other work. */
class AuditsTest {

    private final CountDownLatch let = new CountDownLatch(1);
    private final AuditFinding finding = new AuditFinding(AuditFinding.Kind.TWIN, true, true, "/a.jpg", 1L, "P-1", 2L, null, null, "twice");
    private Audits audits;

    @AfterEach
    void close() {
        let.countDown();
        audits.close();
    }

    @Test
    void oneIsDoneAtATimeAndTheNextOneWhenItHasEnded() {
        audits(each -> {
            hold();
            return report();
        });

        assertThat(audits.start(true, "me")).isTrue();
        assertThat(audits.start(true, "you")).isFalse();
        let.countDown();
        await().until(() -> audits.done().isPresent());
        assertThat(audits.start(true, "you")).isTrue();
        await().until(() -> audits.done().orElseThrow().by().equals("you"));
    }

    @Test
    void onlyTheFileOfTheLastOneIsKept() throws IOException {
        audits(each -> {
            each.accept(finding);
            return report();
        });
        AuditRun first = done();
        try (InputStream read = first.csv().orElseThrow()) {
            AuditRun second = done();

            assertThat(second).isNotSameAs(first);
            assertThat(first.csv()).isEmpty();
            assertThat(new String(read.readAllBytes(), StandardCharsets.UTF_8)).as("who reads it is not disturbed").contains("P-1");
            assertThat(text(second)).contains("twin,yes,yes,/a.jpg,1,P-1,2,,,twice");
        }
    }

    @Test
    void whoStopsDoesNotWaitAndNeitherFilesNorFurtherAuditsStay() {
        audits(each -> {
            each.accept(finding);
            return report();
        });
        AuditRun done = done();
        CountDownLatch isHeld = new CountDownLatch(1);
        audits.close();
        assertThat(done.csv()).isEmpty();
        assertThat(audits.start(true, "me")).isFalse();

        Audits held = new Audits((copies, each, progress) -> {
            isHeld.countDown();
            hold();
            progress.at("%,d", 1);
            return report();
        }, text -> text, Clock.systemUTC());
        held.start(true, "me");
        await().until(() -> isHeld.getCount() == 0);
        held.close();
        assertThat(held.running()).as("it is not waited for").isPresent();
        let.countDown();
        await().until(() -> held.running().isEmpty());
        assertThat(held.done()).isEmpty();
    }

    @Test
    void aFailureIsSaidAsTheCommandSaysItAndOneThatNobodyExpectsIsNotShown() {
        audits(each -> {
            throw new Outage(Outage.Part.STORAGE, "the bucket does not answer secret", null);
        });
        assertThat(broken()).isEqualTo("the bucket does not answer ***");
        audits(each -> {
            throw new UncheckedIOException("the folder is full", new IOException("No space left on device"));
        });
        assertThat(broken()).isEqualTo("the folder is full: java.io.IOException: No space left on device");
        audits(each -> {
            throw new IllegalStateException("something inside");
        });
        assertThat(broken()).isEqualTo("Internal error. Details are in the log of the service.");
    }

    private String broken() {
        audits.start(true, "me");
        await().until(() -> audits.running().isEmpty());
        assertThat(audits.done()).isEmpty();
        return audits.last().orElseThrow().end().orElseThrow().why();
    }

    private AuditRun done() {
        audits.start(true, "me");
        await().until(() -> audits.running().isEmpty());
        return audits.done().orElseThrow();
    }

    private void audits(Function<Consumer<AuditFinding>, AuditReport> work) {
        audits = new Audits((copies, each, progress) -> work.apply(each), text -> text.replace("secret", "***"), Clock.systemUTC());
    }

    private void hold() {
        try {
            let.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(AuditRun run) throws IOException {
        try (InputStream csv = run.csv().orElseThrow()) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static AuditReport report() {
        Map<AuditFinding.Kind, AuditReport.Count> counts = new EnumMap<>(AuditFinding.Kind.class);
        for (AuditFinding.Kind kind : AuditFinding.Kind.values()) {
            counts.put(kind, AuditReport.Count.NONE);
        }
        return new AuditReport(0, 0, 0, 0, 0, 0, counts);
    }
}
