package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.SpoolSettings;
import com.nacento.connector.http.Refused;
import com.nacento.connector.queue.Handed;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.MovedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSpoolTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    Path directory;

    @Test
    void whatIsKeptIsGivenInTheOrderInWhichItCame() throws IOException {
        try (EventSpool spool = open()) {
            assertThat(spool.isEmpty()).isTrue();
            spool.keep(event("1"));
            spool.keep(event("2"));
            spool.keep(event("3\nwith a line\0and a zero"));

            assertThat(spool.isEmpty()).isFalse();
            assertThat(texts(spool.next())).containsExactly("1", "2", "3\nwith a line\0and a zero");
            assertThat(spool.next()).extracting(SourceEvent::source, SourceEvent::received).containsOnly(
                    tuple("akeneo", NOW));
            spool.published();
            spool.published();
            assertThat(texts(spool.next())).containsExactly("3\nwith a line\0and a zero");
            spool.published();
            assertThat(spool.isEmpty()).isTrue();
            assertThat(files()).containsExactly("lock");
        }
    }

    @Test
    void whatTheBrokerMayHaveHoldsUpNobodyUntilItIsLostOrNotConfirmedForLong() throws IOException {
        MovedClock clock = new MovedClock(NOW);
        try (EventSpool spool = new EventSpool(new SpoolSettings(directory, 1 << 20), clock).open()) {
            Answer lost = new Answer();
            Answer confirmed = new Answer();
            spool.keep(event("lost"), lost);
            spool.keep(event("confirmed"), confirmed);
            spool.keep(event("silent"), new Answer());
            assertThat(spool.isEmpty()).isTrue();
            assertThat(files()).as("it outlives the process").hasSize(4);

            lost.lost = true;
            confirmed.confirmed = true;
            spool.settle();
            assertThat(texts(spool.next())).containsExactly("lost");
            assertThat(files()).hasSize(3);

            clock.pass(Duration.ofSeconds(4));
            spool.settle();
            assertThat(texts(spool.next())).containsExactly("lost", "silent");
            spool.keep(event("known to be lost"), lost);
            assertThat(texts(spool.next())).containsExactly("lost", "silent", "known to be lost");
        }
    }

    @Test
    void whatComesInFrontMeanwhileIsNotTakenForWhatTheBrokerHas() throws IOException {
        try (EventSpool spool = open()) {
            Answer late = new Answer();
            spool.keep(event("1"), late);
            spool.keep(event("2"));
            assertThat(texts(spool.next())).containsExactly("2");

            late.lost = true;
            spool.settle();
            spool.published();

            assertThat(texts(spool.next())).containsExactly("1");
            spool.published();
            assertThat(files()).containsExactly("lock");
        }
    }

    private static final class Answer implements Handed {

        private boolean confirmed;
        private boolean lost;

        @Override
        public boolean isConfirmed() {
            return confirmed;
        }

        @Override
        public boolean isLost() {
            return lost;
        }
    }

    @Test
    void itOutlivesTheProcessAndGoesOnBehindWhatWasLeft() throws IOException {
        EventSpool killed = open();
        killed.keep(event("1"));
        killed.keep(event("2"));
        // the lock goes with the process, and nothing else is done
        killed.close();

        try (EventSpool next = open()) {
            next.keep(event("3"));
            assertThat(texts(next.next())).containsExactly("1", "2", "3");
        }
    }

    @Test
    void aFileThatIsCutOffIsPassedOverAndKept() throws IOException {
        EventSpool killed = open();
        killed.keep(event("whole"));
        killed.keep(event("torn in the middle"));
        killed.keep(event("torn in its first line"));
        killed.close();
        List<String> names = files().stream().filter(name -> name.endsWith(".event")).toList();
        cut(names.get(1), 5);
        Files.write(directory.resolve(names.get(2)), "nacento-ev".getBytes(StandardCharsets.US_ASCII));
        Files.createFile(directory.resolve("0000000000000000009.event"));

        try (LogLines log = LogLines.open(); EventSpool next = open()) {
            assertThat(texts(next.next())).containsExactly("whole");
            assertThat(log.with("is cut off")).hasSize(3);
        }
        assertThat(files()).filteredOn(name -> name.endsWith(".torn")).hasSize(3);
    }

    @Test
    void aByteThatIsAnotherIsNotGivenOn() throws IOException {
        EventSpool killed = open();
        killed.keep(event("{\"a\":1}"));
        killed.close();
        Path file = directory.resolve(files().get(0));
        Files.writeString(file, Files.readString(file).replace("{\"a\":1}", "{\"a\":2}"));

        try (EventSpool next = open()) {
            assertThat(next.isEmpty()).isTrue();
        }
    }

    @Test
    void whatWouldBeTooMuchMayComeAgain() {
        try (EventSpool spool = new EventSpool(new SpoolSettings(directory, 10_000), Clock.fixed(NOW, ZoneOffset.UTC)).open()) {
            spool.keep(event("12345"));
            spool.keep(event("12345"));

            assertThatThrownBy(() -> spool.keep(event("1"))).isInstanceOfSatisfying(Refused.class,
                    refused -> assertThat(refused.refusal().status()).isEqualTo(429));
            assertThat(spool.state()).startsWith("2 events wait for the broker, the first since 2023-11-14T22:13:20Z");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsTheServicesFault() throws IOException {
        try (EventSpool spool = open()) {
            Files.createFile(directory.resolve("0000000000000000001.event"));

            assertThatThrownBy(() -> spool.keep(event("1"))).isInstanceOfSatisfying(Refused.class,
                    refused -> assertThat(refused.refusal().status()).isEqualTo(503));
            assertThat(spool.isEmpty()).isTrue();
        }
    }

    @Test
    void aFolderIsOneProcesssAlone() {
        try (EventSpool first = open()) {
            assertThat(first.isEmpty()).isTrue();
            assertThatThrownBy(this::open).isInstanceOf(SettingsException.class).hasMessageContaining("nacento.hooks.spool-dir")
                    .hasMessageContaining("another process uses it");
        }
    }

    @Test
    void aFolderThatOthersMayWriteToIsRefused() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(this::open).isInstanceOf(SettingsException.class).hasMessageContaining("others may write to it");
    }

    @Test
    void itIsShownHowManyWaitAndHowLong() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (EventSpool spool = new EventSpool(new SpoolSettings(directory, 10_000),
                Clock.fixed(NOW.plus(Duration.ofSeconds(90)), ZoneOffset.UTC)).open().show(metrics)) {
            assertThat(metrics.get("nacento.hooks.spooled.age").gauge().value()).isZero();
            spool.keep(event("12345"));

            assertThat(metrics.get("nacento.hooks.spooled.events").gauge().value()).isEqualTo(1);
            assertThat(metrics.get("nacento.hooks.spooled").gauge().value()).isEqualTo(4096);
            assertThat(metrics.get("nacento.hooks.spooled.age").gauge().value()).isEqualTo(90);
        }
    }

    private EventSpool open() {
        return new EventSpool(new SpoolSettings(directory, 1 << 20), Clock.fixed(NOW, ZoneOffset.UTC)).open();
    }

    private void cut(String name, int bytes) throws IOException {
        byte[] content = Files.readAllBytes(directory.resolve(name));
        Files.write(directory.resolve(name), Arrays.copyOf(content, content.length - bytes));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static SourceEvent event(String body) {
        return new SourceEvent("akeneo", NOW, body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(List<SourceEvent> events) {
        return events.stream().map(event -> new String(event.body(), StandardCharsets.UTF_8)).toList();
    }
}
