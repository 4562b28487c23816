package com.nacento.connector.lab.stage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A server that runs as a child process and never outlives this one: it hangs on a pipe from this process, and when the
 * pipe closes (close, exit, Ctrl-C, or even kill -9 of this process) it is asked to end, and ten seconds later made to.
 */
public final class ServerProcess implements AutoCloseable {

    /** Starts "$@" and waits for it, while a reader of the pipe waits for its end. Ctrl-C reaches only the parent. */
    private static final String GUARD = """
            trap '' INT HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            {
              read -r end_of_parent <&3
              kill "$server" 2>/dev/null
              seconds=0
              while kill -0 "$server" 2>/dev/null && [ "$seconds" -lt 10 ]; do sleep 1; seconds=$((seconds + 1)); done
              kill -9 "$server" 2>/dev/null
            } >/dev/null 2>&1 &
            guard=$!
            exec 3<&-
            wait "$server"
            status=$?
            kill "$guard" 2>/dev/null
            exit "$status"
            """;

    /** The beginning of a Java program's command: small, and quick to start rather than fast in the long run. */
    public static final List<String> JAVA = List
            .copyOf(java("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final Path log;
    private final long logStart;
    private final Process process;
    private final Thread hook;

    private ServerProcess(String name, Path log, long logStart, Process process) {
        this.name = name;
        this.log = log;
        this.logStart = logStart;
        this.process = process;
        this.hook = new Thread(this::stop, "stop-" + name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a command in a folder, its output going to {@code <folder>/<name>.log}.
     *
     * @throws UncheckedIOException when there is no shell or the folder cannot be written
     */
    public static ServerProcess start(String name, Path folder, List<String> command) {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, name));
        guarded.addAll(command);
        Path log = folder.resolve(name + ".log");
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(guarded)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // settings of a real connector in this shell must not reach one that is started for show
            builder.environment().keySet().removeIf(variable -> variable.startsWith("NACENTO_"));
            return new ServerProcess(name, log, Files.exists(log) ? Files.size(log) : 0, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    /** The beginning of a Java program's command with these options of the virtual machine. */
    public static List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        return command;
    }

    /** The command of a Java program with the jars of one folder as its whole class path. */
    static List<String> java(Path jars, List<String> options, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(options);
        command.addAll(List.of("-cp", jars + "/*", mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command of a class of this program, from its own class path. The child may run in any folder. */
    public static List<String> thisProgram(List<String> java, String mainClass, String... arguments) {
        // what this program was given as relative paths must be made absolute
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The server itself, not the shell that guards it; empty when it has ended. */
    public Optional<ProcessHandle> server() {
        return process.children().filter(child -> child.info().command().filter(command -> !command.endsWith("sh")).isPresent())
                .findFirst();
    }

    /** The file with what it has written. */
    Path log() {
        return log;
    }

    /** A question to a server; an exception means "not yet". */
    @FunctionalInterface
    public interface Question {
        void ask() throws Exception;
    }

    /**
     * Waits until the server answers a question.
     *
     * @throws IllegalStateException when it ended, or gave no answer within three minutes; the message ends with its log
     */
    public void awaitAnswer(Question question) {
        awaitAnswer(question, PATIENCE);
    }

    /**
     * The same for a server that may take longer.
     *
     * @throws IllegalStateException when it ended, or gave no answer in time; the message ends with its log
     */
    public void awaitAnswer(Question question, Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            try {
                question.ask();
                return;
            } catch (Exception notYet) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    String tail = lastLines();
                    close();
                    throw new IllegalStateException(name + " did not start, see " + log + "\n" + tail, notYet);
                }
            }
            pause();
        }
    }

    /**
     * Waits until the server has written something since it was started.
     *
     * @throws IllegalStateException as {@link #awaitAnswer}
     */
    void awaitOutput(String text) {
        awaitAnswer(() -> {
            byte[] output = Files.readAllBytes(log);
            if (!new String(output, (int) logStart, output.length - (int) logStart, StandardCharsets.UTF_8).contains(text)) {
                throw new IOException("it has not said yet: " + text);
            }
        });
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the server as a crash would (kill -9), without its having a say in it, and waits until it is gone. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        close();
    }

    /** Ends the server and waits until it is gone. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyGoingDown) {
            // the hook is running or about to: it finds a process that has ended
            return;
        }
    }

    private void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(12, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of the log without the frames of stack traces. */
    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.startsWith("\t") && !line.isBlank()).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        }
    }
}
