package com.nacento.connector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.failure.Backoff;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.pim.MappingException;
import com.nacento.connector.pim.MappingOutput;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.queue.LargeBodies;
import com.nacento.connector.queue.ReceivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that were gathered, until each is submitted, means nothing, or is a dead letter. They are worked on together; if that fails for a
 * reason that may be one event's own, one by one. While something that all work needs is away, they wait and no try is counted; while only
 * the PIM of a source is away, its events go to the end of the queue, so that those of others have their turn.
 */
public final class EventBatch {

    private static final Logger LOG = LoggerFactory.getLogger("submit-source-events");
    private static final Backoff PAUSE = new Backoff(500, 10_000);
    /** Before events come again that nothing but their PIM could help. */
    private static final long REST_MILLIS = 1_000;

    private final Mappings mappings;
    private final SourceCount count;
    private final int maxAttempts;
    private final BooleanSupplier stopping;
    private final Probe probe;
    private final AwayPims away;
    private final List<ReceivedEvent> waiting;
    private final List<ReceivedEvent> later = new ArrayList<>();
    private final Map<String, List<SourceItem>> items = new LinkedHashMap<>();
    private final Map<String, Set<LoadKey>> loads = new LinkedHashMap<>();
    private final Map<String, Integer> skippedItems = new LinkedHashMap<>();
    private final Set<String> loaded = new HashSet<>();
    private List<ReceivedEvent> current = List.of();
    private boolean oneByOne;
    private boolean abandoned;
    private int setbacks;
    private boolean anyEnded;

    EventBatch(List<ReceivedMessage> gathered, Mappings mappings, SourceCount count, int maxAttempts, BooleanSupplier stopping,
            Probe probe, AwayPims away) {
        this.waiting = new ArrayList<>(gathered.stream().map(ReceivedEvent::new).toList());
        this.mappings = mappings;
        this.count = count;
        this.maxAttempts = maxAttempts;
        this.stopping = stopping;
        this.probe = probe;
        this.away = away;
    }

    /** Whether there is more to do. */
    public boolean goesOn() {
        return !waiting.isEmpty() && !abandoned && !stopping.getAsBoolean();
    }

    /** Whether the events must go back to the queue, since the service stops or the broker is away. */
    public boolean isAbandoned() {
        return !waiting.isEmpty();
    }

    /** Events whose PIM is away: they are published anew, and done with. */
    List<SourceEvent> later() {
        return later.stream().map(ReceivedEvent::again).toList();
    }

    void forgetLater() {
        later.clear();
    }

    /** How long to rest before more is taken, in milliseconds: nothing else came, so the same events would come again at once. */
    public long rest() {
        return anyEnded || later.isEmpty() ? 0 : REST_MILLIS;
    }

    /** Events that were handed back before to a queue that counts it, and drops them one day: they are published anew, and done with. */
    List<SourceEvent> returned() {
        return waiting.stream().filter(event -> event.countedIn() != null).map(ReceivedEvent::again).toList();
    }

    void forgetReturned() {
        waiting.removeIf(event -> event.countedIn() != null);
    }

    /** Begins a turn: maps what is to be worked on now. */
    void map() throws IOException {
        current = oneByOne ? List.of(waiting.get(0)) : List.copyOf(waiting);
        items.clear();
        loads.clear();
        skippedItems.clear();
        loaded.clear();
        for (ReceivedEvent event : current) {
            if (!event.isDead()) {
                map(event);
            }
        }
        waiting.removeAll(later);
        current = current.stream().filter(event -> !later.contains(event)).toList();
    }

    private void map(ReceivedEvent event) throws IOException {
        if (event.source() == null) {
            event.dies("unknown_source: the message has no header nacento-source");
        } else if (!mappings.has(event.source())) {
            event.dies("unknown_source: " + event.source() + " is not among nacento.sources");
        } else {
            try (InputStream body = LargeBodies.open(event.body())) {
                MappingOutput output = mappings.of(event.source()).map(body);
                if (!output.load().isEmpty() && away.isAway(event.source())) {
                    later.add(event);
                } else {
                    event.maps(take(event.source(), output), !output.load().isEmpty());
                }
            } catch (MappingException useless) {
                event.dies("invalid_event: " + useless.getMessage());
            }
        }
    }

    /** Whether there was anything to be taken. */
    private boolean take(String source, MappingOutput output) {
        List<SourceItem> more = output.items().stream().map(SourceItem::of).toList();
        items.computeIfAbsent(source, key -> new ArrayList<>()).addAll(more);
        loads.computeIfAbsent(source, key -> new LinkedHashSet<>()).addAll(output.load());
        skippedItems.merge(source, output.skipped(), Integer::sum);
        return !output.isEmpty();
    }

    /** What is to be loaded from the PIMs. */
    public List<SourceLoad> loads() {
        return loads.entrySet().stream().filter(load -> !load.getValue().isEmpty())
                .map(load -> new SourceLoad(load.getKey(), List.copyOf(load.getValue()))).toList();
    }

    /** Takes what was loaded. */
    void loaded(String source, List<JsonNode> bodies) {
        loaded.add(source);
        away.answered(source);
        bodies.forEach(body -> take(source, mappings.of(source).map(body)));
    }

    /** What is to be submitted. */
    public List<SourceItems> items() {
        return items.entrySet().stream().filter(each -> !each.getValue().isEmpty())
                .map(each -> new SourceItems(each.getKey(), each.getValue())).toList();
    }

    /** The events of this turn that nobody can work off. */
    public List<DeadLetter> deadLetters() {
        return current.stream().filter(ReceivedEvent::isDead).map(ReceivedEvent::letter).toList();
    }

    /** All of this turn is submitted, or on the queue of dead letters. */
    void ended() {
        for (ReceivedEvent event : current) {
            if (event.isDead()) {
                count.dead(mappings.has(String.valueOf(event.source())) ? event.source() : null);
            } else if (event.meansNothing()) {
                count.skipped(event.source());
            } else {
                count.submitted(event.source(), event.received());
            }
        }
        skippedItems.forEach(count::itemsSkipped);
        waiting.removeAll(current);
        anyEnded |= !current.isEmpty();
        setbacks = 0;
    }

    /** A turn has failed. */
    void failed(Throwable failure) {
        setbacks++;
        Outage outage = Outage.in(failure);
        MappingException useless = Cause.in(failure, MappingException.class).orElse(null);
        if (outage != null && outage.part() == Outage.Part.BROKER) {
            // what was gathered is somebody else's by then
            abandoned = true;
        } else if (outage != null && outage.part() == Outage.Part.PIM) {
            letOthersPass(outage.getMessage());
        } else if (outage != null) {
            waitFor(outage.getMessage());
        } else if (useless != null) {
            blame("invalid_event: " + useless.getMessage(), 1, failure);
        } else {
            Trouble trouble = Trouble.judged(failure, probe);
            if (trouble.kind() == Trouble.Kind.REFUSED || trouble.kind() == Trouble.Kind.TOO_LARGE) {
                blame("internal: " + trouble.words(), maxAttempts, failure);
            } else {
                waitFor(trouble.words());
            }
        }
    }

    /** The first source that was to be loaded and is not, is the one whose PIM did not answer. */
    private void letOthersPass(String why) {
        String source = loads().stream().map(SourceLoad::source).filter(each -> !loaded.contains(each)).findFirst().orElseThrow();
        away.failed(source, why);
        current.stream().filter(event -> event.isLoaded() && source.equals(event.source())).forEach(later::add);
        waiting.removeAll(later);
        setbacks = 0;
    }

    /** Whose fault it is shows when they are worked on one by one. */
    private void blame(String reason, int tries, Throwable failure) {
        if (current.size() > 1) {
            oneByOne = true;
            setbacks = 0;
        } else if (current.get(0).failed() >= tries) {
            LOG.error("an event of {} becomes a dead letter: {}", current.get(0).source(), reason, failure);
            current.get(0).dies(reason);
        }
    }

    private void waitFor(String what) {
        if (setbacks == 1) {
            LOG.warn("{} events wait: {}", waiting.size(), what);
        }
    }

    /** Pause before the next turn in milliseconds. */
    public long pause() {
        return waiting.isEmpty() ? 0 : PAUSE.after(setbacks);
    }
}
