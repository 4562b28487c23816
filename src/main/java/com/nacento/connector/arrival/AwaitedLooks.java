package com.nacento.connector.arrival;

import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.message.MessageWork;
import com.nacento.connector.message.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What the routes ask that look for objects for which requests wait. */
public final class AwaitedLooks {

    /** For so long nobody else looks for what a look has taken. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Messages messages;
    private final Duration patience;
    private final BooleanSupplier stopping;

    /**
     * @param messages how requests are worked on, as those that come as messages
     * @param patience how long they wait for missing objects, from their submission on
     * @param stopping tells whether the service is about to end, or consumption is paused
     */
    public AwaitedLooks(Messages messages, Duration patience, BooleanSupplier stopping) {
        this.messages = messages;
        this.patience = patience;
        this.stopping = stopping;
    }

    /** A new look's parameters. */
    public Map<String, Object> claim() {
        return Map.of("claim", UUID.randomUUID().toString(), "pause", PAUSE.toSeconds());
    }

    /** The images of a look. */
    public AwaitedLook look(Map<String, Object> claim, List<Map<String, Object>> found) {
        return AwaitedLook.of(claim.get("claim"), found, patience);
    }

    /** Whether there is to be a look, or, after one, another. */
    public boolean goesOn(AwaitedLook last) {
        return !stopping.getAsBoolean() && (last == null || last.isFull());
    }

    /** Whether the service is about to end: nobody is asked for any more. */
    public boolean isStopping() {
        return stopping.getAsBoolean();
    }

    /** The look with what HEAD said about some of its images. */
    public AwaitedLook withHeads(AwaitedLook look, List<ImageETag> answers) {
        return look.withHeads(answers);
    }

    /** The parameters for finding requests. */
    public Map<String, Object> parameters(List<Long> requests) {
        return Map.of("request_ids", requests.toString());
    }

    /** The work on requests whose objects have come, or whose time is up. */
    public MessageWork work(AwaitedLook look, List<Map<String, Object>> rows) {
        return messages.awaited(rows, look.due());
    }
}
