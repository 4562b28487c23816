package com.nacento.connector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit leaves in the folder for temporary files, and what the next one does with it. */
class AuditFolderTest {

    @TempDir
    Path temporary;

    private Process other;

    /** Makes a folder, says which, and waits. */
    static final class OtherProcess {

        private OtherProcess() {
        }

        public static void main(String[] none) throws Exception {
            AuditFolder folder = AuditFolder.create();
            Files.writeString(folder.file("findings.csv"), "found");
            System.out.println(folder);
            System.out.flush();
            System.in.read();
        }
    }

    @AfterEach
    void endTheOther() throws InterruptedException {
        kill();
    }

    @Test
    void whatAKilledProcessLeavesIsDeletedByTheNextOneAndNotBefore() throws Exception {
        Path left = startAnother();

        AuditFolder.removeLeftovers();
        assertThat(left.resolve("findings.csv")).as("its process lives").exists();

        kill();
        assertThat(left.resolve("findings.csv")).as("nobody could delete it").exists();
        AuditFolder.removeLeftovers();
        assertThat(left).doesNotExist();
    }

    @Test
    void onesOwnAndWhatIsNotSurelyAnAuditsStays() throws IOException {
        Path room = Path.of(System.getProperty("java.io.tmpdir"));
        Path others = Files.createTempDirectory(room, AuditFolder.PREFIX);
        Path notes = Files.writeString(others.resolve("notes.txt"), "mine");
        Path file = Files.createTempFile(room, AuditFolder.PREFIX, ".csv");
        try (AuditFolder own = AuditFolder.create()) {
            Files.writeString(own.file("findings.csv"), "found");

            AuditFolder.removeLeftovers();

            assertThat(own.file("findings.csv")).exists();
            assertThat(notes).exists();
            assertThat(file).exists();
            own.close();
            assertThat(Path.of(own.toString())).doesNotExist();
        } finally {
            for (Path each : List.of(notes, others, file)) {
                Files.delete(each);
            }
        }
    }

    /** In the folder for temporary files of this process, as one that was killed in the same container has left it. */
    private Path startAnother() throws IOException {
        other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx64m", "-Djava.io.tmpdir="
                + System.getProperty("java.io.tmpdir"), "-cp", System.getProperty("java.class.path"), OtherProcess.class.getName())
                .redirectError(temporary.resolve("err").toFile()).start();
        return Path.of(other.inputReader().lines().filter(line -> line.contains(AuditFolder.PREFIX) && line.startsWith("/"))
                .findFirst().orElseThrow(() -> new AssertionError(read(temporary.resolve("err")))));
    }

    private static String read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList().toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void kill() throws InterruptedException {
        if (other != null) {
            other.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
    }
}
