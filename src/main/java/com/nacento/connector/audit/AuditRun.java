package com.nacento.connector.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One audit in the background: how far it is, or how it has ended and what it has found. All findings are in a temporary file. */
public final class AuditRun {

    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final String BEGINS = "Listing the bucket";

    private final boolean copies;
    private final String by;
    private final Instant begun;
    private final FirstFindings first = new FirstFindings();
    private final TemporaryRoom room = new TemporaryRoom();
    private volatile boolean cancelled;
    private volatile Step step;
    private volatile End end;
    private volatile AuditFolder folder;

    private record Step(String words, long count) {
    }

    /**
     * How it has ended.
     *
     * @param report of an audit that came to its end, or {@code null}
     * @param why    it did not; {@code null}: it has, or somebody has cancelled it
     */
    public record End(Instant at, AuditReport report, String why) {
    }

    /** Somebody has cancelled it; all of its threads end by that. */
    private static final class Cancelled extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    AuditRun(boolean copies, String by, Instant begun) {
        this.copies = copies;
        this.by = by;
        this.begun = begun;
    }

    /** Does it, and says how it has ended. */
    End run(Audits.Work work, UnaryOperator<String> masked, Clock clock) {
        AuditReport report = null;
        String why = null;
        LOG.info("An audit begins{}", by == null ? "" : ", started by " + by);
        try {
            report = written(work);
        } catch (Cancelled expected) {
            LOG.debug("cancelled", expected);
        } catch (RuntimeException e) {
            why = AuditFailure.words(e).map(masked).orElseGet(() -> unforeseen(e));
        } catch (Error e) {
            // out of memory for one: nobody is told of it otherwise, and no other audit would ever begin
            why = unforeseen(e);
        }
        if (report == null) {
            drop();
        }
        LOG.info("The audit has ended: {}", report != null ? report.summary() : why != null ? why : "it was cancelled");
        return new End(clock.instant(), report, why);
    }

    private static String unforeseen(Throwable failure) {
        LOG.error("An audit failed", failure);
        return "Internal error. Details are in the log of the service.";
    }

    /** From now on it is told that it has ended. */
    void ended(End how) {
        end = how;
    }

    private AuditReport written(Audits.Work work) {
        try {
            folder = AuditFolder.create();
            try (FindingFile out = FindingFile.at(file())) {
                return work.run(copies, finding -> {
                    first.accept(finding);
                    room.look();
                    out.accept(finding);
                }, this::at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file of the findings cannot be written (java.io.tmpdir)", e);
        }
    }

    private Path file() {
        return folder.file("findings.csv");
    }

    private void at(String words, long count) {
        if (cancelled) {
            throw new Cancelled();
        }
        step = new Step(words, count);
    }

    /** It is to end as soon as it can. */
    void cancel(String who) {
        LOG.info("The audit is cancelled{}", who == null ? "" : " by " + who);
        cancelled = true;
    }

    /** Deletes its file; whoever reads it at the moment is not disturbed. */
    void drop() {
        if (folder != null) {
            folder.close();
        }
    }

    public boolean copies() {
        return copies;
    }

    /** The name of whose token has started it; {@code null} where nobody is asked for one. */
    public String by() {
        return by;
    }

    public Instant begun() {
        return begun;
    }

    /** How far it has come, in words. */
    public String progress() {
        Step now = step;
        return now == null ? BEGINS : String.format(Locale.ROOT, now.words(), now.count());
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Empty: it is under way. */
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /** The first findings of each kind. Only once it has ended. */
    public List<AuditFinding> first() {
        return first.all();
    }

    /** All findings as CSV, to be closed by the caller; empty: somebody has deleted the file. */
    public Optional<InputStream> csv() {
        try {
            return Optional.of(Files.newInputStream(file()));
        } catch (NoSuchFileException e) {
            LOG.debug("it is gone", e);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the file of the findings cannot be read", e);
        }
    }
}
