package com.nacento.connector.source;

import com.nacento.connector.failure.Backoff;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.message.DeadLetterWork;
import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.pim.MappingException;
import com.nacento.connector.pim.MappingOutput;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.pim.NoPictures;
import com.nacento.connector.queue.LargeBodies;
import com.nacento.connector.queue.ReceivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that were gathered, until each is submitted, means nothing, or is a dead letter. They are worked on together; if that fails for a
 * reason that may be one event's own, one by one. While something that all work needs is away, they wait and no try is counted. What events
 * only name is loaded elsewhere, and comes as events of its own; where the PIM of a source takes its time or is away, its events go to the
 * end of the queue, so that those of others have their turn.
 */
public final class SourceEventBatch implements DeadLetterWork {

    private static final Logger LOG = LoggerFactory.getLogger("submit-source-events");
    private static final Backoff PAUSE = new Backoff(500, 10_000);
    /** As long as a PIM takes that is well, as a rule; longer, its events let others pass. */
    private static final long PATIENCE_MILLIS = 2_000;
    /** Before events come again that nothing but their PIM could help. */
    private static final long REST_MILLIS = 1_000;
    private static final int LONGEST_PATH = 255;

    private final Mappings mappings;
    private final SourceCount count;
    private final int maxAttempts;
    private final BooleanSupplier stopping;
    private final Probe probe;
    private final SourceLoads pims;
    private final List<ReceivedEvent> waiting;
    private final List<ReceivedEvent> later = new ArrayList<>();
    private final Map<String, List<SourceItem>> items = new LinkedHashMap<>();
    private final Map<String, Set<LoadKey>> wanted = new LinkedHashMap<>();
    private final List<SourceLoad> loads = new ArrayList<>();
    private final Map<String, Integer> skippedItems = new LinkedHashMap<>();
    private final Map<String, NoPictures> noPictures = new LinkedHashMap<>();
    /** Dead letters that the broker has: that a turn fails later is no reason for others. */
    private final Set<DeadLetter> published = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private List<ReceivedEvent> current = List.of();
    private boolean oneByOne;
    private boolean abandoned;
    private int setbacks;
    private boolean anyEnded;

    SourceEventBatch(List<ReceivedMessage> gathered, Mappings mappings, SourceCount count, int maxAttempts, BooleanSupplier stopping,
            Probe probe, SourceLoads pims) {
        this.waiting = new ArrayList<>(gathered.stream().map(ReceivedEvent::new).toList());
        this.mappings = mappings;
        this.count = count;
        this.maxAttempts = maxAttempts;
        this.stopping = stopping;
        this.probe = probe;
        this.pims = pims;
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
        wanted.clear();
        loads.clear();
        skippedItems.clear();
        noPictures.clear();
        for (ReceivedEvent event : current) {
            if (!event.isDead()) {
                map(event);
            }
        }
        leaveThoseOfLater();
        wanted.forEach((source, keys) -> pims.begin(source, List.copyOf(keys), received(source)).ifPresentOrElse(loads::add,
                () -> letOthersPass(source)));
    }

    private void leaveThoseOfLater() {
        waiting.removeAll(later);
        current = current.stream().filter(event -> !later.contains(event)).toList();
    }

    private Set<Instant> received(String source) {
        return awaiting(source).map(ReceivedEvent::received).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private Stream<ReceivedEvent> awaiting(String source) {
        return current.stream().filter(event -> event.awaitsLoad() && source.equals(event.source()));
    }

    private void map(ReceivedEvent event) throws IOException {
        if (event.source() == null) {
            event.dies("unknown_source: the message has no header nacento-source");
        } else if (!mappings.has(event.source())) {
            event.dies("unknown_source: " + event.source() + " is not among nacento.sources");
        } else {
            try (InputStream body = LargeBodies.open(event.body())) {
                MappingOutput output = mappings.of(event.source()).map(body);
                boolean loaded = output.load().isEmpty() || event.isLoaded()
                        || pims.hasLoaded(event.source(), output.load(), event.received());
                if (!loaded && !pims.isFree(event.source())) {
                    later.add(event);
                } else {
                    event.maps(!output.isEmpty(), !loaded);
                    take(event.source(), output, !loaded);
                }
            } catch (MappingException useless) {
                event.dies("invalid_event: " + useless.getMessage());
            }
        }
    }

    private void take(String source, MappingOutput output, boolean load) {
        List<SourceItem> more = output.items().stream().map(SourceItem::of).toList();
        items.computeIfAbsent(source, key -> new ArrayList<>()).addAll(more);
        if (load) {
            wanted.computeIfAbsent(source, key -> new LinkedHashSet<>()).addAll(output.load());
        }
        skippedItems.merge(source, output.skipped(), Integer::sum);
        noPictures.merge(source, output.noPictures(), NoPictures::plus);
    }

    /** What is to be loaded from the PIMs: the loads that this turn has begun. */
    public List<SourceLoad> loads() {
        return List.copyOf(loads);
    }

    /**
     * Waits for the loads of this turn, for a moment. The events of one that is not ended by then, or whose PIM is away, let others pass.
     *
     * @throws Exception what a load has failed with, if it is not the world's fault
     */
    void awaitLoads() throws Exception {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (SourceLoad load : loads) {
            long left = pims.isDoubtful(load.source()) ? 0 : Math.max(until - System.nanoTime(), 0);
            try {
                load.end().get(left, TimeUnit.NANOSECONDS);
                awaiting(load.source()).forEach(ReceivedEvent::loaded);
            } catch (TimeoutException notYet) {
                letOthersPass(load.source());
            } catch (ExecutionException failed) {
                if (Outage.in(failed) == null) {
                    throw failed;
                }
                letOthersPass(load.source());
            }
        }
    }

    /** What is to be submitted. */
    public List<SourceItems> items() {
        return items.entrySet().stream().filter(each -> !each.getValue().isEmpty())
                .map(each -> new SourceItems(each.getKey(), each.getValue())).toList();
    }

    /** The events of this turn that nobody can process. */
    @Override
    public List<DeadLetter> deadLetters() {
        return current.stream().map(ReceivedEvent::letter).filter(letter -> letter != null && !published.contains(letter)).toList();
    }

    @Override
    public void published(DeadLetter letter) {
        published.add(letter);
    }

    /** All of this turn is submitted, or on the queue of dead letters. */
    void ended() {
        for (ReceivedEvent event : current) {
            if (event.isDead()) {
                count.dead(mappings.has(String.valueOf(event.source())) ? event.source() : null);
            } else if (event.meansNothing()) {
                count.skipped(event.source());
            } else if (!event.awaitsLoad()) {
                // else what was loaded is submitted, as an event of its own
                count.submitted(event.source(), event.received());
            }
        }
        skippedItems.forEach(count::itemsSkipped);
        noPictures.forEach(this::leftOut);
        waiting.removeAll(current);
        anyEnded |= !current.isEmpty();
        setbacks = 0;
    }

    private void leftOut(String source, NoPictures files) {
        if (files.count() > 0) {
            count.filesSkipped(source, files.count());
            LOG.info("{} files of {} are no pictures by their names and were left out, the first is {}", files.count(), source,
                    Excerpt.of(files.first().get(0), LONGEST_PATH));
        }
    }

    /** A turn has failed. */
    void failed(Throwable failure) {
        setbacks++;
        Outage outage = Outage.in(failure);
        MappingException useless = Cause.in(failure, MappingException.class).orElse(null);
        if (outage != null && outage.part() == Outage.Part.BROKER) {
            // what was gathered is somebody else's by then
            abandoned = true;
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

    private void letOthersPass(String source) {
        awaiting(source).forEach(later::add);
        leaveThoseOfLater();
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
