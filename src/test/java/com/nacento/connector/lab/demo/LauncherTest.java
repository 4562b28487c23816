package com.nacento.connector.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a folder of its own, with programs that only pretend to be java, mvn and uname. */
class LauncherTest {

    private static final String NEW_JAVA = "case \"$1\" in -version) echo 'openjdk version \"21.0.2\"' >&2;; *) echo \"java $*\";; esac";

    @TempDir
    Path folder;
    private Path programs;

    record Ended(int code, String output) {
    }

    @BeforeEach
    void aProjectWithALauncher() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        programs = Files.createDirectories(folder.resolve("programs"));
        Files.copy(Path.of("nacento"), Files.createDirectories(folder.resolve("project")).resolve("nacento"));
        program("java", NEW_JAVA);
        program("javac", "exit 0");
        program("mvn",
                "case \"$1\" in -v) echo 'Apache Maven 3.9.1 (x)';; *) mkdir -p target/lib; echo lab > target/nacento-lab.jar; echo built "
                        + "\"$*\" > target/nacento.jar;; esac");
        program("uname", "[ \"$1\" = -m ] && echo x86_64 || echo Linux");
    }

    @Test
    void beforeAnythingIsDownloadedTheDemoSaysThatNoServerFitsTheMachine() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("uname", "[ \"$1\" = -m ] && echo amd64 || echo FreeBSD");

        Ended ended = launch(Map.of(), "demo");

        assertThat(ended).isEqualTo(new Ended(2, "nacento: no embedded database fits FreeBSD on amd64: install mariadb-server-core,"
                + " or set NACENTO_TEST_DB_URL, NACENTO_TEST_AMQP and NACENTO_TEST_S3\n"));
        assertThat(folder.resolve("project/target")).doesNotExist();
    }

    @Test
    void onAnotherLinuxTheDemoTakesAMariaDbThatIsInstalled() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("uname", "[ \"$1\" = -m ] && echo aarch64 || echo Linux");

        Ended ended = launch(Map.of(), "demo");

        assertThat(ended.code()).isEqualTo(Files.isExecutable(Path.of("/usr/sbin/mariadbd")) ? 0 : 2);
    }

    @Test
    void whereTheEmbeddedMySqlDoesNotRunTheDemoSaysSo() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("uname", "[ \"$1\" = -m ] && echo aarch64 || echo Linux");

        Ended ended = launch(Map.of(), "demo", "--database", "mysql");

        assertThat(ended)
                .isEqualTo(new Ended(2, "nacento: the embedded MySQL is for Linux on x86-64 with glibc only: set NACENTO_TEST_DB_URL,"
                        + " NACENTO_TEST_AMQP and NACENTO_TEST_S3\n"));
        assertThat(folder.resolve("project/target")).doesNotExist();
    }

    @Test
    void onAMacOfTodayTheDemoBuildsItsServers() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("uname", "[ \"$1\" = -m ] && echo arm64 || echo Darwin");

        assertThat(launch(Map.of(), "demo").code()).isZero();
        assertThat(folder.resolve("project/target/nacento.jar")).content().doesNotContain("-Dembedded.skip");
    }

    @Test
    void withServersFromTheEnvironmentTheDemoBuildsNoEmbeddedOnes() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("uname", "[ \"$1\" = -m ] && echo aarch64 || echo Linux");

        Ended ended = launch(Map.of("NACENTO_TEST_DB_URL", "d", "NACENTO_TEST_AMQP", "a", "NACENTO_TEST_S3", "s"), "demo");

        assertThat(ended.code()).isZero();
        assertThat(folder.resolve("project/target/nacento.jar")).content().contains("-Dembedded.skip");
    }

    @Test
    void whatIsBuiltAndNewerThanItsSourcesIsNotBuiltAgain() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");

        assertThat(launch(Map.of(), "token", "pim").output()).contains("building", "nacento.jar token pim");
        assertThat(launch(Map.of(), "token", "pim").output()).doesNotContain("building").contains("nacento.jar token pim");
    }

    @Test
    void whileItBuildsItSaysHowFarItIs() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("mvn",
                "case \"$1\" in -v) echo 'Apache Maven 3.9.1 (x)'; exit;; esac; for i in $(seq 450); do echo \"[INFO] Downloaded from x: $i\"; done;"
                        + " echo '[INFO] --- compiler:3.14.0:compile (default-compile) @ x ---'; touch target/nacento.jar");

        assertThat(launch(Map.of(), "token", "pim").output()).contains("nacento: 200 files downloaded\nnacento: 400 files downloaded\n"
                + "nacento: compiling\n");
    }

    @Test
    void whyABuildHasFailedIsShownAndNothingIsRun() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("mvn",
                "case \"$1\" in -v) echo 'Apache Maven 3.9.1 (x)'; exit;; esac; echo '[INFO] Downloading from x: 1'; echo '[INFO] Downloaded from x: 1'; echo 'no room'; exit 1");

        Ended ended = launch(Map.of(), "token", "pim");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).endsWith("no room\nnacento: the build failed, see above\n").doesNotContain("Download");
    }

    @Test
    void theLabIsOnTheClassPathOfItsOwnCommandsOnly() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        String both = "-cp " + project("target/nacento.jar") + ":" + project("target/nacento-lab.jar") + " com.nacento.connector.Nacento";

        assertThat(launch(Map.of(), "bench").output()).endsWith(both + " bench\n");
        assertThat(launch(Map.of(), "--help").output()).endsWith(both + " --help\n");
        assertThat(launch(Map.of(), "serve").output()).doesNotContain("nacento-lab.jar");
    }

    @Test
    void aContainerImageHasNoSourcesAndJustRuns() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");

        Ended ended = launch(Map.of("NACENTO_JAVA_OPTS", "-Xmx1g -Xms1g"), "serve", "--config", "a b.properties");

        assertThat(ended.code()).isZero();
        assertThat(ended.output()).endsWith("java -Xmx1g -Xms1g -jar " + project("nacento.jar") + " serve --config a b.properties\n");
    }

    @Test
    void theFirstServeMakesAnArchiveOfClassesAndTheNextOnesUseIt() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("exit 0");

        String first = launch(Map.of("NACENTO_JAVA_OPTS", "-Xmx1g"), "serve").output();
        String served = "java -XX:SharedArchiveFile=" + archive() + " -Xlog:cds=off -Xlog:cds+dynamic=off -Xmx1g -jar "
                + project("nacento.jar") + " serve\n";
        assertThat(first).startsWith("nacento: noting once").endsWith(served);
        assertThat(launch(Map.of("NACENTO_JAVA_OPTS", "-Xmx1g"), "serve").output()).isEqualTo(served);
        assertThat(folder.resolve("rehearsals")).hasContent("1");
    }

    /** {@code /srv/my shop}: what is one argument stays one. */
    @Test
    void aFolderWithABlankInItsNameIsNoObstacle() throws Exception {
        Path shop = Files.createDirectories(folder.resolve("my shop"));
        Files.copy(Path.of("nacento"), shop.resolve("nacento"));
        Files.writeString(shop.resolve("nacento.jar"), "");
        archivingJava("exit 0");
        program("java", Files.readString(programs.resolve("java")).replace("echo \"java $*\"", "for word; do echo \"<$word>\"; done"));
        Files.createSymbolicLink(folder.resolve("link"), shop.resolve("nacento"));

        assertThat(launch(Map.of(), "serve").output())
                .contains("<-XX:SharedArchiveFile=" + folder.toRealPath() + "/my shop/nacento-21.0.2-")
                .endsWith("<-jar>\n<" + folder.toRealPath() + "/my shop/nacento.jar>\n<serve>\n");
    }

    @Test
    void helpIsShownAtOnce() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("exit 0");

        for (String help : List.of("--help", "-h")) {
            assertThat(launch(Map.of(), "serve", help).output())
                    .isEqualTo("java -XX:+UseParallelGC -jar " + project("nacento.jar") + " serve " + help + "\n");
        }
        assertThat(folder.resolve("rehearsals")).doesNotExist();
    }

    @Test
    void aNewJarGetsANewArchive() throws Exception {
        Path jar = Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("exit 0");
        launch(Map.of(), "serve");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(launch(Map.of(), "serve").output()).contains("noting once");
        assertThat(folder.resolve("rehearsals")).hasContent("1\n1");
    }

    /** An archive keeps the time at which it was unpacked, a jar the one at which it was built. */
    @Test
    void anotherBuildThatIsOlderThanTheArchiveGetsANewOne() throws Exception {
        Path jar = Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("exit 0");
        launch(Map.of(), "serve");
        Path before = archive();
        Files.writeString(jar, "another one");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(86_400)));

        assertThat(launch(Map.of(), "serve").output()).contains("noting once");
        assertThat(archive()).as("the only one that is left").isNotEqualTo(before);
    }

    @Test
    void anotherJavaOfTheSameVersionGetsAnArchiveOfItsOwn() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("exit 0");
        launch(Map.of(), "serve");
        program("java", Files.readString(programs.resolve("java")).replace("21.0.2\"'", "21.0.2\" of another vendor'"));

        assertThat(launch(Map.of(), "serve").output()).contains("noting once");
    }

    @Test
    void otherOptionsInTheEnvironmentAreNoOtherJava() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("exit 0");
        program("java", "[ -z \"${JAVA_TOOL_OPTIONS:-}\" ] || echo \"Picked up JAVA_TOOL_OPTIONS: $JAVA_TOOL_OPTIONS\" >&2\n"
                + Files.readString(programs.resolve("java")));
        launch(Map.of(), "serve");

        assertThat(launch(Map.of("JAVA_TOOL_OPTIONS", "-Dany=1"), "serve").output()).doesNotContain("noting once")
                .contains("-XX:SharedArchiveFile=" + archive());
    }

    @Test
    void anArchiveThatCannotBeMadeKeepsNothingFromStartingAndIsNotTriedAgain() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("rm \"$archive\"; exit 1");

        assertThat(launch(Map.of(), "serve").output()).contains("noting once")
                .endsWith("java -XX:+UseParallelGC -jar " + project("nacento.jar") + " serve\n");
        assertThat(launch(Map.of(), "serve"))
                .isEqualTo(new Ended(0, "java -XX:+UseParallelGC -jar " + project("nacento.jar") + " serve\n"));
        assertThat(folder.resolve("rehearsals")).hasContent("1");
    }

    @Test
    void anInterruptedStartLeavesNothingBehind() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("until [ -e " + folder.resolve("interrupted") + " ]; do sleep 0.1; done");
        Process launcher = start(Map.of(), "serve");
        await().until(() -> Files.exists(folder.resolve("rehearsals")));

        launcher.destroy();
        Files.createFile(folder.resolve("interrupted"));

        assertThat(launcher.waitFor()).isEqualTo(130);
        try (Stream<Path> left = Files.list(folder.resolve("project"))) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.matches(".*\\.jsa(\\.\\d+)?"));
        }
    }

    @Test
    void otherCommandsMakeNoArchive() throws Exception {
        Files.writeString(folder.resolve("project/nacento.jar"), "");
        archivingJava("exit 0");

        assertThat(launch(Map.of(), "token", "pim"))
                .isEqualTo(new Ended(0, "java -XX:+UseParallelGC -jar " + project("nacento.jar") + " token pim\n"));
    }

    @Test
    void anOldJavaIsNamedInOneLine() throws Exception {
        program("java", "echo 'java version \"1.8.0_402\"' >&2");

        assertThat(launch(Map.of(), "serve")).isEqualTo(
                new Ended(2, "nacento: " + programs + "/java is Java 1.8.0_402: Java 17 or newer is needed\n"));
    }

    @Test
    void anOldMavenIsNamedInOneLine() throws Exception {
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        program("mvn", "echo 'Apache Maven 3.6.3 (x)'");

        assertThat(launch(Map.of(), "serve")).isEqualTo(new Ended(2, "nacento: Maven 3.6 found: 3.8 or newer is needed\n"));
    }

    /** A java that writes an archive when it is asked to, counts how often, and then does something more. */
    private void archivingJava(String more) throws IOException {
        program("java", "case \"$1\" in -version) echo 'openjdk version \"21.0.2\"' >&2;;"
                + " -XX:ArchiveClassesAtExit=*) archive=${1#*=}; echo classes > \"$archive\"; echo 1 >> " + folder.resolve("rehearsals")
                + "; " + more + ";;"
                + " *) echo \"java $*\";; esac");
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(folder.toRealPath().resolve("project"))) {
            List<Path> archives = files.filter(file -> file.toString().matches(".*/nacento-21\\.0\\.2-\\d+\\.jsa")).toList();
            assertThat(archives).hasSize(1);
            return archives.get(0);
        }
    }

    private Path project(String file) throws IOException {
        return folder.toRealPath().resolve("project").resolve(file);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Runs the launcher through a link, from another folder. */
    private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        String output = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), output);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        Path link = folder.resolve("link");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Path.of("project/nacento"));
        }
        ProcessBuilder builder = new ProcessBuilder(link.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", programs + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        return builder.directory(programs.toFile()).redirectErrorStream(true).start();
    }
}
