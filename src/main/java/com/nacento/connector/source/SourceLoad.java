package com.nacento.connector.source;

import com.nacento.connector.pim.LoadKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What is to be loaded from a source's PIM, since its events do not hold it.
 *
 * @param source   whose PIM it is
 * @param keys     each once
 * @param received when the first of the events came that name it
 * @param end      completed when all of it is on the queue of events; with a failure, if it could not be loaded
 */
public record SourceLoad(String source, List<LoadKey> keys, Instant received, CompletableFuture<Void> end) {

    public SourceLoad {
        keys = List.copyOf(keys);
    }

    public SourceLoad(String source, List<LoadKey> keys, Instant received) {
        this(source, keys, received, new CompletableFuture<>());
    }
}
