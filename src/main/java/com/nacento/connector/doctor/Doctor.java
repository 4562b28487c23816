package com.nacento.connector.doctor;

import com.nacento.connector.config.SettingsInParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at everything that the service needs, one thing after the other, without starting it. Nothing ends the examination: what
 * does not answer fails after its time, and what depends on it is skipped.
 */
public final class Doctor {

    private static final List<Check> CHECKS = List.of(new ConfigCheck(), new DatabaseConnection(), new DatabaseTables(),
            new DatabaseSchema(),
            new StorageConfig(), new StorageObjects(), new BrokerLogin(), new BrokerTopology(), new QueueConsumers(), new HealthMessage());
    private static final List<Check> SLOW_CHECKS = List.of(new StatementPlan(), new GalleryTwins(), new GallerySample(), new IndexerModes(),
            new VarnishServers(), new RedisPageCache(), new RedisDefaultCache(),
            new SqsQueue(), new PimConnections());

    private final List<Check> checks = new ArrayList<>(CHECKS);
    private final boolean publish;

    /**
     * @param full    also what takes longer on a large shop
     * @param publish whether a health-check message may be published
     */
    public Doctor(boolean full, boolean publish) {
        this.publish = publish;
        if (full) {
            checks.addAll(SLOW_CHECKS);
        }
    }

    Doctor(List<Check> checks, boolean publish) {
        this.checks.clear();
        this.checks.addAll(checks);
        this.publish = publish;
    }

    /** Looks, and says what it saw. */
    public Report examine(SettingsInParts settings) {
        List<CheckResult> results = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "doctor");
            // what hangs must not keep the process
            thread.setDaemon(true);
            return thread;
        });
        try (Site site = new Site(settings)) {
            for (Check check : checks) {
                results.add(obstacle(check, results).map(reason -> CheckResult.skipped(check.name(), reason))
                        .orElseGet(() -> run(check, site, threads)));
            }
        } finally {
            threads.shutdownNow();
        }
        return new Report(settings, results);
    }

    private Optional<String> obstacle(Check check, List<CheckResult> before) {
        if (check instanceof HealthMessage && !publish) {
            return Optional.of("--no-publish");
        }
        return before.stream().filter(result -> check.needs().contains(result.name()) && result.status() != CheckResult.Status.OK)
                .findFirst()
                .map(ground -> ground.name() + (ground.status() == CheckResult.Status.FAIL ? " failed" : " was skipped"));
    }

    private static CheckResult run(Check check, Site site, ExecutorService threads) {
        long start = System.nanoTime();
        Future<Finding> answer = threads.submit(() -> check.look(site));
        try {
            Finding finding = answer.get(check.limit().toMillis(), TimeUnit.MILLISECONDS);
            return CheckResult.of(check.name(), millisSince(start), finding);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SkippedException skipped) {
                return CheckResult.skipped(check.name(), skipped.getMessage());
            }
            return CheckResult.of(check.name(), millisSince(start),
                    new Finding().wrong(Reason.of(e.getCause()), Reason.adviceFor(e.getCause())));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return CheckResult.of(check.name(), millisSince(start),
                    new Finding().wrong("no answer within " + check.limit().toSeconds() + " s",
                            "look whether the server is overloaded, or a firewall swallows what is sent to it"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + check.name() + " was looked at", e);
        }
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
