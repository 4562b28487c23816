package com.nacento.connector.lab.bench;

import com.nacento.connector.lab.stage.Catalogue;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls of the single endpoint at a fixed pace, whether or not the ones before have been answered. How long one takes is counted
 * from the moment at which it was due, so that a connector that falls behind cannot hide it.
 */
final class SingleCalls {

    private static final long EVERY = 1_000_000_000L / 50;

    private SingleCalls() {
    }

    /** Sends 50 a second; {@code median} and {@code p99} in milliseconds. */
    static Map<String, Double> run(PimClient pim, Catalogue catalogue, int calls) {
        List<byte[]> bodies = new ArrayList<>();
        for (int product = 1; product <= calls; product++) {
            bodies.add(catalogue.single(product));
        }
        double[] milliseconds = new double[calls];
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            int number = call;
            long due = start + call * EVERY;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            answers.add(pim.postLater(Catalogue.sku(call + 1), bodies.get(call)).thenAccept(answer -> {
                milliseconds[number] = (System.nanoTime() - due) / 1e6;
                check(number, answer);
            }));
        }
        answers.forEach(CompletableFuture::join);
        Arrays.sort(milliseconds);
        return Map.of("median", milliseconds[calls / 2], "p99", milliseconds[Math.min(calls - 1, calls * 99 / 100)], "max",
                milliseconds[calls - 1]);
    }

    private static void check(int call, HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        if (answer.statusCode() != 200 || !body.contains("\"skipped_no_change\":" + Catalogue.IMAGES)) {
            throw new IllegalStateException("call " + call + " of the single endpoint answers " + answer.statusCode() + ": " + body);
        }
    }
}
