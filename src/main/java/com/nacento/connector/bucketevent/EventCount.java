package com.nacento.connector.bucketevent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what became of events of the bucket, {@code nacento_bucket_events_total}. */
final class EventCount {

    /** What becomes of an event. */
    enum Outcome {
        /** It is about another bucket, another folder, or nothing that matters here; or a message without any. */
        PASSED_OVER,
        /** No product shows the object, or its ETag is known already. */
        UNCHANGED,
        /** Products show an object that was overwritten. */
        CHANGED,
        /** An object is gone that products show. */
        REMOVED,
        /** It could not be understood, or not be worked on: a dead letter. */
        DEAD
    }

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    EventCount(MeterRegistry metrics) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(outcome, Counter.builder("nacento.bucket.events")
                    .description("Events of the bucket, by what became of them; dead: messages")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT)).register(metrics));
        }
    }

    void add(Outcome outcome, int events) {
        counters.get(outcome).increment(events);
    }
}
