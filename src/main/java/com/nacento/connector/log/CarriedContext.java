package com.nacento.connector.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/** Threads that write their log lines with the keys of whoever gave them the work. */
public final class CarriedContext extends AbstractExecutorService {

    private final ExecutorService threads;

    public CarriedContext(ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        Map<String, String> keys = MDC.getCopyOfContextMap();
        if (keys == null || keys.isEmpty()) {
            threads.execute(task);
            return;
        }
        threads.execute(() -> {
            MDC.setContextMap(keys);
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        });
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
