package com.nacento.connector.http;

import io.vertx.core.spi.ExecutorServiceFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of Vert.x that wait for routes: as many as calls are under way, and no more. Vert.x's own pool starts a thread for each
 * of its first tasks, also while others are idle: after a few hundred calls, one at a time, it has all that it may have, each with a
 * tenth of a megabyte.
 */
final class WorkerThreads implements ExecutorServiceFactory {

    private static final long IDLE_SECONDS = 60;

    @Override
    public ExecutorService createExecutor(ThreadFactory threads, Integer concurrency, Integer most) {
        Tasks tasks = new Tasks();
        return new ThreadPoolExecutor(1, most, IDLE_SECONDS, TimeUnit.SECONDS, tasks, threads, (task, pool) -> tasks.await(task));
    }

    /** The pool starts a thread for a task that its queue does not take: so it takes one only if a thread waits, or no more may start. */
    private static final class Tasks extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void await(Runnable task) {
            super.offer(task);
        }
    }
}
