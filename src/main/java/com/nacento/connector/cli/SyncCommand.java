package com.nacento.connector.cli;

import com.nacento.connector.client.ApiRefusal;
import com.nacento.connector.client.Failures;
import com.nacento.connector.client.GalleryApi;
import com.nacento.connector.client.ItemFile;
import com.nacento.connector.client.Plan;
import com.nacento.connector.client.Progress;
import com.nacento.connector.client.ProgressLines;
import com.nacento.connector.client.Sending;
import com.nacento.connector.client.SyncRun;
import com.nacento.connector.client.TerminalBar;
import com.nacento.connector.client.Totals;
import com.nacento.connector.client.UnreadableItemsException;
import com.nacento.connector.config.HttpSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacento sync FILE}: sends a file of items to a running service. */
@Command(name = "sync", mixinStandardHelpOptions = true,
        description = {"Sends a file of items to a running service in bulks, and says what failed.",
            "The token is taken from the environment variable NACENTO_TOKEN, or from --token-file."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every SKU is as asked for", "1:a SKU failed (or would fail), or the service cannot be reached or refuses",
            "2:wrong option, setting, token or file; nothing was sent"},
        footerHeading = "%nExamples:%n",
        footer = {"  NACENTO_TOKEN=... ./nacento sync items.ndjson",
            "  ./nacento sync all.json --async --failed again.ndjson --token-file t",
            "  ./nacento sync items.ndjson --dry-run",
            "  ./nacento sync again.ndjson --url https://connector.example.com"})
public final class SyncCommand implements Callable<Integer> {

    private static final int USAGE = 2;

    @Parameters(paramLabel = "FILE", description = "A bulk request or an array of items as JSON, or an item a line (NDJSON).")
    private Path file;

    @Option(names = "--async", description = "Through the queue: hands the bulks in and follows them to their end.")
    private boolean async;

    @Option(names = "--dry-run", description = "Writes nothing: shows what would change, and keeps all of it in a file (--plan).")
    private boolean dryRun;

    @Option(names = "--plan", paramLabel = "FILE", description = {"With --dry-run: where the whole plan goes, a SKU's result a line;",
        "default: FILE without its extension and .plan.jsonl, beside it. Written anew."})
    private Path plan;

    @Option(names = "--failed", paramLabel = "FILE",
            description = "Writes the items that failed or are not done, an item a line: this command can send it again.")
    private Path failed;

    @Option(names = "--bulk-size", paramLabel = "COUNT", defaultValue = "500",
            description = "Items of a bulk, 1 to 10000; default: ${DEFAULT-VALUE}.")
    private int bulkSize;

    @Option(names = "--in-flight", paramLabel = "COUNT", description = "Bulks under way at once, 1 to 64; default: 4, with --async 16.")
    private Integer inFlight;

    @Option(names = "--url", paramLabel = "URL",
            description = "Where the service answers; default: nacento.http.host and nacento.http.port of the settings.")
    private URI url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with nothing but the token in it.")
    private Path tokenFile;

    @Mixin
    private ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int atOnce = inFlight == null ? async ? 16 : 4 : inFlight;
        check();
        GalleryApi api = new GalleryApi(address(), token());
        long total;
        try {
            total = ItemFile.count(file);
        } catch (UnreadableItemsException e) {
            err().println(e.getMessage());
            return USAGE;
        }
        try (ItemFile items = ItemFile.open(file)) {
            if (items.saysDryRun()) {
                throw usage(file + " says dry_run itself: take it out there, and give --dry-run for a dry run.");
            }
            return send(api, items, total, atOnce);
        }
    }

    private int send(GalleryApi api, ItemFile items, long total, int atOnce) throws IOException, InterruptedException {
        Instant begin = Instant.now();
        Totals totals = new Totals();
        try (Plan changes = dryRun ? openPlan() : null; Failures failures = new Failures(failed, items)) {
            ApiRefusal end = null;
            try (Progress progress = Terminal.isThere() ? new TerminalBar(total) : new ProgressLines(err(), total)) {
                new SyncRun(api, new Sending(async, changes, bulkSize, atOnce), progress, failures, totals).send(items);
            } catch (ApiRefusal refusal) {
                end = refusal;
            }
            report(changes, total, Duration.between(begin, Instant.now()), failures, totals, end);
            return end != null && end.isForToken() ? USAGE : end != null || failures.count() > 0 ? 1 : 0;
        }
    }

    private void check() throws IOException {
        if (bulkSize < 1 || bulkSize > 10_000) {
            throw usage("--bulk-size must be a whole number from 1 to 10000.");
        }
        if (inFlight != null && (inFlight < 1 || inFlight > 64)) {
            throw usage("--in-flight must be a whole number from 1 to 64.");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw usage("There is no file " + file + " that can be read.");
        }
        if (failed != null && Files.exists(failed) && Files.isSameFile(failed, file)) {
            throw usage("--failed must name another file than the one that is sent.");
        }
        if (dryRun && async) {
            throw usage("--dry-run and --async do not go together: the queue answers no changes.");
        }
        if (plan != null && !dryRun) {
            throw usage("--plan goes with --dry-run.");
        }
        if (dryRun && (isSame(planFile(), file) || failed != null && isSame(planFile(), failed))) {
            throw usage("The plan must have a file of its own: give another one by --plan.");
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    private Path planFile() {
        return plan == null ? file.resolveSibling(file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "") + ".plan.jsonl") : plan;
    }

    private Plan openPlan() {
        try {
            return new Plan(planFile());
        } catch (IOException e) {
            throw usage("The plan cannot be written to " + planFile() + ": " + e);
        }
    }

    private URI address() {
        if (url != null) {
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                throw usage("--url must be http(s)://host[:port].");
            }
            return url;
        }
        HttpSettings http = config.settings().http().required();
        String host = "0.0.0.0".equals(http.host()) ? "127.0.0.1" : http.host();
        return URI.create((http.tls().isPresent() ? "https" : "http") + "://"
                + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + http.port());
    }

    private String token() {
        String token = System.getenv("NACENTO_TOKEN");
        if (tokenFile != null) {
            try {
                token = Files.readString(tokenFile).strip();
            } catch (IOException e) {
                throw usage("The token cannot be read from " + tokenFile + ": " + e);
            }
        }
        if (token != null && !token.isEmpty() && !token.matches("[!-~]+")) {
            throw usage("The token may have neither blanks nor line breaks in it.");
        }
        boolean none = token == null || token.isEmpty();
        // what another service asks for is known to it alone
        if (none && url == null && !config.settings().has("nacento.auth.mode=none")) {
            throw usage("There is no token: set NACENTO_TOKEN, or give --token-file.");
        }
        return none ? null : token;
    }

    private void report(Plan changes, long total, Duration time, Failures failures, Totals totals, ApiRefusal end) {
        PrintWriter out = spec.commandLine().getOut();
        long sent = total - failures.notDone();
        if (changes != null && sent > 0) {
            out.println(new PlanTable(changes).text());
        }
        double seconds = Math.max(0.001, time.toMillis() / 1000.0);
        out.printf(Locale.ROOT, "%,d items in %.1f s (%,.0f/s): %,d ok, %,d failed%s%n", sent, seconds, sent / seconds,
                sent - failures.count(), failures.count(),
                failures.notDone() > 0 ? String.format(Locale.ROOT, "; %,d not done", failures.notDone()) : "");
        if (!async && sent > 0) {
            out.println(totals);
        }
        if (changes != null) {
            out.printf(Locale.ROOT, "Dry run: nothing was written. The %splan%s: %s%n", failures.notDone() > 0 ? "unfinished " : "whole ",
                    changes.warnings() == 0 ? "" : String.format(Locale.ROOT, ", with %,d warnings", changes.warnings()), changes.path());
        }
        out.flush();
        if (failures.count() > 0) {
            failures.told().forEach(line -> err().println("  " + line));
            if (failures.count() > failures.told().size()) {
                err().printf(Locale.ROOT, "  and %,d more%n", failures.count() - failures.told().size());
            }
        }
        if (end != null) {
            err().println("Broken off: " + end.getMessage().replaceFirst("\\.$", "")
                    + (end.isForToken() ? ". Set NACENTO_TOKEN or --token-file." : "."));
        }
        if (failures.count() + failures.notDone() > 0 && (failed != null || !dryRun)) {
            err().println(failed == null
                    ? "Send the file again when the cause is mended: what is done already is unchanged then. --failed FILE keeps what "
                            + "failed."
                    : (dryRun ? "These items: " : "To be sent again: ") + failed);
        }
        err().flush();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
