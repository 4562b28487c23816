package com.nacento.connector.lab.bench;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;

/**
 * Calls at a fixed pace, whether or not the ones before have been answered. How long one takes is counted from the moment at which it was
 * due, so that a connector that falls behind cannot hide it.
 *
 * @param aSecond how many
 * @param send    sends the one of this number, from 0 on
 * @param isRight whether an answer is one that may come: its status and body
 */
record PacedCalls(int aSecond, IntFunction<CompletableFuture<HttpResponse<byte[]>>> send, BiPredicate<Integer, String> isRight) {

    static final int TOO_MANY = 429;

    /** Sends so many; {@code median}, {@code p99} and {@code max} in milliseconds, and how many were {@code refused} with 429. */
    Map<String, Double> run(int calls) {
        double[] milliseconds = new double[calls];
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            int number = call;
            long due = start + call * (1_000_000_000L / aSecond);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            answers.add(send.apply(call).thenAccept(answer -> {
                milliseconds[number] = (System.nanoTime() - due) / 1e6;
                check(number, answer);
                refused.addAndGet(answer.statusCode() == TOO_MANY ? 1 : 0);
            }));
        }
        answers.forEach(CompletableFuture::join);
        Arrays.sort(milliseconds);
        return Map.of("median", milliseconds[calls / 2], "p99", milliseconds[Math.min(calls - 1, calls * 99 / 100)], "max",
                milliseconds[calls - 1], "refused", (double) refused.get());
    }

    private void check(int call, HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (!isRight.test(answer.statusCode(), body)) {
            throw new IllegalStateException("call " + call + " is answered with " + answer.statusCode() + ": " + body);
        }
    }
}
