package com.nacento.connector.http;

import io.vertx.core.spi.ExecutorServiceFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of Vert.x that wait for routes: about as many as calls have lately been under way at once. Vert.x's own pool starts a
 * thread for each of its first tasks, also while others are idle: after a few hundred calls, one at a time, it has all that it may have,
 * each with a tenth of a megabyte.
 */
final class WorkerThreads implements ExecutorServiceFactory {

    private static final long IDLE_SECONDS = 10;

    @Override
    public ExecutorService createExecutor(ThreadFactory threads, Integer concurrency, Integer most) {
        return new Pool(most, threads, new Tasks());
    }

    private static final class Pool extends ThreadPoolExecutor {

        /** Tasks that wait or run. */
        private final AtomicInteger submitted = new AtomicInteger();

        Pool(int most, ThreadFactory threads, Tasks tasks) {
            super(1, most, IDLE_SECONDS, TimeUnit.SECONDS, tasks, threads, (task, pool) -> tasks.putBack(task, pool.isShutdown()));
            tasks.pool = this;
        }

        @Override
        public void execute(Runnable task) {
            submitted.incrementAndGet();
            try {
                super.execute(task);
            } catch (RejectedExecutionException stopped) {
                submitted.decrementAndGet();
                throw stopped;
            }
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            submitted.decrementAndGet();
        }

        boolean wantsThread() {
            int threads = getPoolSize();
            return threads < getMaximumPoolSize() && submitted.get() > threads;
        }
    }

    /** The pool starts a thread for a task that its queue does not take: so it takes none while all threads are busy and more may start. */
    private static final class Tasks extends LinkedBlockingQueue<Runnable> {

        private static final long serialVersionUID = 1;

        private transient Pool pool;

        @Override
        public boolean offer(Runnable task) {
            return !pool.wantsThread() && super.offer(task);
        }

        /** Another task was faster and got the last thread. */
        void putBack(Runnable task, boolean stopped) {
            if (stopped || !super.offer(task)) {
                throw new RejectedExecutionException("the server stops");
            }
        }
    }
}
