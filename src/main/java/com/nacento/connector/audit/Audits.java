package com.nacento.connector.audit;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The audits of a process that has other work: one at a time, in a thread of its own. What the last one has found is kept. */
public final class Audits implements AutoCloseable {

    private final Work work;
    private final UnaryOperator<String> masked;
    private final Clock clock;
    private AuditRun last;
    private AuditRun done;
    private boolean closed;

    /** Does an audit. */
    @FunctionalInterface
    public interface Work {

        /** As {@link Audit#run}. */
        AuditReport run(boolean copies, Consumer<AuditFinding> each, AuditProgress progress);
    }

    /** @param masked takes secrets out of what a failure says */
    public Audits(Work work, UnaryOperator<String> masked, Clock clock) {
        this.work = work;
        this.masked = masked;
        this.clock = clock;
    }

    /**
     * Starts one, if none is under way.
     *
     * @param copies whether resized copies are looked at, too
     * @param by     who wants it, or {@code null}
     * @return whether it was started
     */
    public synchronized boolean start(boolean copies, String by) {
        if (closed || running().isPresent()) {
            return false;
        }
        AuditRun run = new AuditRun(copies, by, clock.instant());
        Thread thread = new Thread(() -> run(run), "audit");
        // a service that stops does not wait for it
        thread.setDaemon(true);
        thread.start();
        last = run;
        return true;
    }

    /** Deletes the temporary files of processes that were killed. */
    public static void removeLeftovers() {
        AuditFolder.removeLeftovers();
    }

    private void run(AuditRun run) {
        keep(run, run.run(work, masked, clock));
    }

    private synchronized void keep(AuditRun run, AuditRun.End end) {
        run.ended(end);
        if (closed) {
            run.drop();
        } else if (end.report() != null) {
            done().ifPresent(AuditRun::drop);
            done = run;
        }
    }

    /** The one that is under way. */
    public synchronized Optional<AuditRun> running() {
        return last().filter(run -> run.end().isEmpty());
    }

    /** The last one, however it has ended, or if it is under way. */
    public synchronized Optional<AuditRun> last() {
        return Optional.ofNullable(last);
    }

    /** The last one that came to its end. */
    public synchronized Optional<AuditRun> done() {
        return Optional.ofNullable(done);
    }

    /**
     * Ends the one that is under way as soon as it can.
     *
     * @param by who wants that, or {@code null}
     * @return whether there is one
     */
    public synchronized boolean cancel(String by) {
        running().ifPresent(run -> run.cancel(by));
        return running().isPresent();
    }

    /** The service stops: nothing more is started, what is under way ends by itself, and no file stays. */
    @Override
    public synchronized void close() {
        closed = true;
        cancel("the stop of the service");
        last().ifPresent(AuditRun::drop);
        done().ifPresent(AuditRun::drop);
    }
}
