package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.audit.AuditFinding;
import com.nacento.connector.audit.AuditReport;
import com.nacento.connector.audit.AuditRun;
import com.nacento.connector.audit.Audits;
import com.nacento.connector.auth.Caller;
import com.nacento.connector.http.Query;
import com.nacento.connector.http.Refused;
import com.nacento.connector.http.SpooledBody;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The audit of gallery and bucket for the page: what is under way, how the last one has ended, and what was found. */
public final class AuditView {

    private static final String NO_RESULT = "No audit has come to its end since this process was started.";
    private static final String ANOTHER = "The findings of that audit are not here (any more): a younger one has come to its end, another process "
            + "has done it, or the page is of another version. Reload the page.";

    /** One that is under way; times in milliseconds since 1970. {@code by} is {@code null} where nobody is asked for a token. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Running(
            @JsonProperty("started_at") long startedAt, @JsonProperty("by") String by, @JsonProperty("copies") boolean copies,
            @JsonProperty("progress") String progress, @JsonProperty("cancelled") boolean cancelled) {
    }

    /** The last one, if it did not come to its end; {@code why} is {@code null} if somebody has cancelled it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Broken(
            @JsonProperty("started_at") long startedAt, @JsonProperty("ended_at") long endedAt, @JsonProperty("by") String by,
            @JsonProperty("why") String why) {
    }

    /** A line of the table that the command prints. */
    public record Row(
            @JsonProperty("kind") String kind, @JsonProperty("found") long found, @JsonProperty("brought") long brought,
            @JsonProperty("what") String what) {
    }

    /** What the last one has found that came to its end. {@code by} is {@code null} where nobody is asked for a token. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Result(
            @JsonProperty("started_at") long startedAt, @JsonProperty("millis") long millis, @JsonProperty("by") String by,
            @JsonProperty("copies") boolean copies, @JsonProperty("summary") String summary, @JsonProperty("rows") List<Row> rows) {
    }

    /** A finding; what it has not is {@code null}. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Found(
            @JsonProperty("kind") String kind, @JsonProperty("confirmed") boolean confirmed, @JsonProperty("brought") boolean brought,
            @JsonProperty("path") String path, @JsonProperty("sku") String sku, @JsonProperty("image") Long image,
            @JsonProperty("role") String role, @JsonProperty("store") String store, @JsonProperty("detail") String detail) {

        static Found of(AuditFinding finding) {
            return new Found(finding.kind().code(), finding.confirmed(), finding.brought(), finding.path(), finding.sku(), finding.image(),
                    finding.role(), finding.store(), finding.detail());
        }
    }

    /** All of it; what there is not is {@code null}. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(
            @JsonProperty("running") Running running, @JsonProperty("broken") Broken broken, @JsonProperty("result") Result result) {
    }

    private final Audits audits;

    public AuditView(Audits audits) {
        this.audits = audits;
    }

    /**
     * Starts one.
     *
     * @param body   {@code {"copies":true}}: whether resized copies are looked at, too
     * @param caller whose token it is
     * @throws Refused with 409 if one is under way
     */
    public View start(SpooledBody body, String caller) {
        if (!audits.start(PostedBody.flag(body, "copies"), Caller.sender(caller))) {
            throw Refused.conflict("An audit is under way already, or the service stops: wait for its end, or cancel it.");
        }
        return view();
    }

    /**
     * Ends the one that is under way.
     *
     * @param caller whose token it is
     * @throws Refused with 409 if there is none
     */
    public View cancel(String caller) {
        if (!audits.cancel(Caller.sender(caller))) {
            throw Refused.conflict("No audit is under way.");
        }
        return view();
    }

    /** How things are. */
    public View view() {
        return new View(audits.running().map(AuditView::running).orElse(null),
                audits.last().filter(run -> run.end().isPresent()).map(AuditView::broken).orElse(null),
                audits.done().map(AuditView::result).orElse(null));
    }

    /**
     * {@code findings}: the first ones of each kind.
     *
     * @throws Refused with 404 if there is no result
     */
    public Map<String, Object> findings() {
        AuditRun done = done();
        return Map.of("started_at", done.begun().toEpochMilli(), "findings", done.first().stream().map(Found::of).toList());
    }

    /**
     * All findings as CSV.
     *
     * @param query {@code started_at}: when the audit began whose findings they are to be
     * @throws Refused with 404 if it is not the last one that came to its end, or its file is gone
     */
    public InputStream csv(String query) {
        AuditRun done = done();
        if (new Query(query).number("started_at", -1) != done.begun().toEpochMilli()) {
            throw Refused.notFound(ANOTHER);
        }
        return done.csv().orElseThrow(() -> Refused.notFound(
                "The file of the findings is not there any more: the folder for temporary files was cleaned up. Start another audit."));
    }

    private AuditRun done() {
        return audits.done().orElseThrow(() -> Refused.notFound(NO_RESULT));
    }

    private static Running running(AuditRun run) {
        return new Running(run.begun().toEpochMilli(), run.by(), run.copies(), run.progress(), run.isCancelled());
    }

    /** {@code null} if it has come to its end. */
    private static Broken broken(AuditRun run) {
        AuditRun.End end = run.end().orElseThrow();
        return end.report() != null ? null : new Broken(run.begun().toEpochMilli(), end.at().toEpochMilli(), run.by(), end.why());
    }

    private static Result result(AuditRun run) {
        AuditRun.End end = run.end().orElseThrow();
        AuditReport report = end.report();
        return new Result(run.begun().toEpochMilli(), Duration.between(run.begun(), end.at()).toMillis(), run.by(), run.copies(),
                report.summary(), report.rows().stream().map(row -> new Row(row.kind().code(), row.found(), row.brought(), row.what()))
                        .toList());
    }
}
