package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

    private static final int MOST = 8;

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final ExecutorService pool = new WorkerThreads().createExecutor(task -> {
        started.incrementAndGet();
        return new Thread(task);
    }, MOST, MOST);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void callsOneAfterTheOtherShareAThread() throws Exception {
        for (int call = 0; call < 100; call++) {
            Thread worker = pool.submit(Thread::currentThread).get(10, TimeUnit.SECONDS);
            Awaitility.await().until(() -> worker.getState() == Thread.State.TIMED_WAITING || worker.getState() == Thread.State.WAITING);
        }

        assertThat(started).hasValue(1);
    }

    @Test
    void callsAtTheSameTimeHaveAThreadEach() throws Exception {
        CyclicBarrier all = new CyclicBarrier(MOST);
        List<Future<Integer>> calls = new ArrayList<>();
        for (int call = 0; call < MOST; call++) {
            calls.add(pool.submit(() -> all.await(10, TimeUnit.SECONDS)));
        }
        for (Future<Integer> call : calls) {
            call.get(10, TimeUnit.SECONDS);
        }

        assertThat(started).hasValue(MOST);
    }

    @Test
    void whoComesWhenAllAreBusyWaitsAndIsServed() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        List<Future<?>> calls = new ArrayList<>();
        for (int call = 0; call < MOST; call++) {
            calls.add(pool.submit(() -> busy.await(10, TimeUnit.SECONDS)));
        }
        for (int call = 0; call < 50; call++) {
            calls.add(pool.submit(served::incrementAndGet));
        }
        assertThat(served).hasValue(0);
        busy.countDown();
        for (Future<?> call : calls) {
            call.get(10, TimeUnit.SECONDS);
        }

        assertThat(served).hasValue(50);
        assertThat(started).hasValue(MOST);
    }
}
