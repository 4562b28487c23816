package com.nacento.connector.serve;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done before the routes are stopped, which then wait for what is in hand, and when all has ended. */
final class Ending extends LifecycleStrategySupport {

    /** With the time that the look at it takes, callers who wait for a connection are still told that there is none. */
    private static final Duration PATIENCE_WITHOUT_DATABASE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger("serve");

    private final Stop stop;
    private final DatabaseBeans database;
    private final SourceBeans sources;
    private final PageBeans page;
    private final JvmGcMetrics garbage;
    private boolean databaseAnswers;

    /** @param garbage listens to the JVM's collections of garbage */
    Ending(Stop stop, DatabaseBeans database, SourceBeans sources, PageBeans page, JvmGcMetrics garbage) {
        this.stop = stop;
        this.database = database;
        this.sources = sources;
        this.page = page;
        this.garbage = garbage;
    }

    @Override
    public void onContextStopping(CamelContext camel) {
        LOG.info("Stopping: requests and messages in hand are ended or handed back");
        stop.begin();
        page.close();
        databaseAnswers = database.answers();
        if (!databaseAnswers) {
            // what waits for it would do so for as long as the longest statement may take, and could not end well anyway
            LOG.warn("Stopping: the database does not answer, so nothing waits for it");
            camel.getShutdownStrategy().setTimeout(PATIENCE_WITHOUT_DATABASE.toSeconds());
        }
    }

    @Override
    public void onContextStopped(CamelContext camel) {
        sources.close();
        garbage.close();
        if (databaseAnswers) {
            // else closing would wait for it
            database.close();
        }
        LOG.info("Stopped");
    }
}
