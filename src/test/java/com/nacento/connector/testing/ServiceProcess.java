package com.nacento.connector.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.Nacento;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The command line in a process and a working directory of its own, as a user runs it. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;

    private ServiceProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Runs {@code nacento …}.
     *
     * @param directory   its working directory; the output goes to {@code output.log} in it
     * @param environment added to this process's own, without any settings that stand there
     */
    public static ServiceProcess run(Path directory, Map<String, String> environment, String... arguments) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, Nacento.class.getName()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NACENTO_"));
        builder.environment().putAll(environment);
        try {
            ServiceProcess started = new ServiceProcess(builder.start(), output);
            Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("the command line cannot be started", e);
        }
    }

    /** Waits until the process has written something. */
    public void awaitOutput(String text) {
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(output()).as(process.isAlive() ? "it runs" : "it has ended with " + process.exitValue()).contains(text));
    }

    /** What everybody on the machine sees in the list of processes. */
    public String commandLine() {
        return process.info().commandLine().orElseThrow();
    }

    /** Waits for the end; the exit code. */
    public int exitCode() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Kills it at once, as kill -9 or the out-of-memory killer does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Asks it to stop, as Ctrl-C or a container's end does, and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** All that it has written so far, to both channels. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException("the output cannot be read", e);
        }
    }

    /** Asks it to stop, as Ctrl-C or a container's end does, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
