package com.nacento.connector.message;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.gallery.OperationStatus.AWAITING;
import static com.nacento.connector.gallery.OperationStatus.FAILED;
import static com.nacento.connector.gallery.OperationStatus.RETRIABLY_FAILED;

import com.nacento.connector.failure.Backoff;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.log.LogSubject;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.sync.SyncCall;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncCall.Submission;
import com.nacento.connector.sync.SyncResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The work on the messages of a round, until each of their SKUs has ended one way or another: done, wrong in itself, or tried
 * often enough. While something that all work needs is away, the work waits and no try is counted.
 */
public final class MessageWork implements DeadLetterWork, LogSubject {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-messages");
    private static final Backoff PAUSE = new Backoff(500, 10_000);
    /** In a row, some seconds: by then it is no accident any more. */
    private static final int MANY_CONFLICTS = 4;
    /** Of each SKU that a round may have, in JSON: one with three images has some 500. */
    private static final long BYTES_A_SKU = 800;
    /** Of the bulks in the keys of log lines. */
    private static final int MOST_NAMED = 10;
    /** By submission, so that of several requests for one product the youngest stands for all, and takes the older ones along. */
    private static final Comparator<MessageItem> BY_SUBMISSION = Comparator
            .comparing(MessageItem::submittedAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(MessageItem::requestId, Comparator.nullsLast(Comparator.naturalOrder()));

    private final int mostSkus;
    private final OperationFormat format;
    private final ChunkLimits limits;
    private final int maxAttempts;
    private final Duration patience;
    private final BooleanSupplier stopping;
    private final Probe probe;
    private final RepeatedFailures repeated;
    private final List<MessageItem> items = new ArrayList<>();
    private final Set<String> requests = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final List<DeadLetter> unreadable = new ArrayList<>();
    private final Map<DeadLetter, MessageItem> offered = new IdentityHashMap<>();
    /** All of the round, until the database refuses it as a whole. */
    private final MessageHalves part = new MessageHalves(items);
    private List<MessageItem> call = List.of();
    private long bytes;
    /** In a row: tries for which no SKU is to blame. */
    private int setbacks;
    private int pages;
    private int heads;
    private boolean ended = true;

    /** @param mostSkus of the round */
    MessageWork(int mostSkus, OperationFormat format, ChunkLimits limits, int maxAttempts, Duration patience, BooleanSupplier stopping,
            Probe probe, RepeatedFailures repeated) {
        this.mostSkus = mostSkus;
        this.repeated = repeated;
        this.format = format;
        this.limits = limits;
        this.maxAttempts = maxAttempts;
        this.patience = patience;
        this.stopping = stopping;
        this.probe = probe;
    }

    /**
     * Takes a message, or a part of one, into the round, if it fits and no other one brings the same request; the first one always does.
     */
    boolean takes(MessageIdentity identity, List<Operation> operations, long size) {
        List<MessageItem> more = new ArrayList<>();
        for (Operation operation : operations) {
            more.add(new MessageItem(identity, operation.item(), operation.key(), format.hopeless(operation.item())));
        }
        boolean fits = items.size() + more.size() <= mostSkus && bytes + size <= mostSkus * BYTES_A_SKU;
        if (!items.isEmpty() && (!fits || more.stream().map(MessageWork::request).anyMatch(requests::contains))) {
            return false;
        }
        more.stream().map(MessageWork::request).forEach(requests::add);
        items.addAll(more);
        names.add(identity.bulkUuid() == null ? identity.id() : identity.bulkUuid());
        bytes += size;
        ended = false;
        return true;
    }

    /** Takes a request into the round that has waited for objects of the bucket. */
    void takes(AwaitedRequest request) {
        MessageItem item = request.item();
        items.add(item);
        names.add(item.isOperation() ? item.bulkUuid() : item.messageId());
        ended = false;
    }

    private static String request(MessageItem item) {
        return item.bulkUuid() + " " + item.messageId() + " " + item.number();
    }

    /** Takes a message that nobody can understand: it becomes a dead letter as it came. */
    void cannotRead(ReceivedMessage message, UnreadableMessageException refusal) {
        unreadable.add(new DeadLetter(message.body(), null, refusal.reason(), 1, null));
        ended = false;
    }

    /** The bulks that the messages belong to: one, as a rule. */
    @Override
    public Map<String, String> logKeys() {
        String bulks = items.stream().map(MessageItem::bulkUuid).filter(Objects::nonNull).distinct().limit(MOST_NAMED)
                .collect(Collectors.joining(","));
        return bulks.isEmpty() ? Map.of() : Map.of("bulk_uuid", bulks);
    }

    /** Whether there is more to do; while the service stops, what is left goes back to the queue. */
    public boolean goesOn() {
        return !ended && !stopping.getAsBoolean();
    }

    /** Whether the messages must go back to the queue, since the service stops. */
    public boolean isAbandoned() {
        return !ended;
    }

    /** Whether the messages name any SKU at all. */
    public boolean namesSkus() {
        return !items.isEmpty();
    }

    /** The requests, as many together as their tables are asked for, or told, in one statement. */
    public List<RequestSlice> slices() {
        return RequestSlice.of(part.current(), format, maxAttempts, patience);
    }

    /** Whether anything is left to do. */
    public boolean isDue() {
        return due().findAny().isPresent();
    }

    private Stream<MessageItem> due() {
        return part.stream().filter(MessageItem::isDue);
    }

    /** What is left to do, as a call. */
    public SyncCall call() {
        List<MessageItem> due = due().sorted(BY_SUBMISSION).toList();
        call = due;
        return new SyncCall(name(), due.stream().map(MessageItem::sku).toList(), () -> renumbered(due).iterator(), (place, asked) -> {
            MessageItem item = due.get(place);
            return new Submission(item.requestId(), item.submittedAt(), item.bulkUuid(), item.messageId(), item.number());
        }, limits);
    }

    private static List<GalleryItem> renumbered(List<MessageItem> due) {
        List<GalleryItem> items = new ArrayList<>();
        due.forEach(item -> items.add(item.asked().at(items.size())));
        return items;
    }

    /** Takes the results; what failed for a reason of its own counts as tried, what met an outage or the end of the service does not. */
    public MessageWork took(SyncResults results) {
        Map<Integer, SkuResult> byPlace = results.inOrder().stream().collect(Collectors.toMap(SkuResult::index, result -> result));
        pages += results.pages();
        heads += results.heads();
        boolean away = results.outage() != null;
        Optional<SyncError> met = byPlace.values().stream().map(SkuResult::failure).filter(error -> error != null && error.outage())
                .findFirst();
        setbacks = away || met.isPresent() ? setbacks + 1 : 0;
        if (stopping.getAsBoolean()) {
            LOG.debug("{}: broken off", name());
        } else if (away) {
            waitFor(results.outage().getMessage());
        } else {
            met.ifPresent(error -> waitFor(error.detail()));
        }
        for (int place = 0; place < call.size(); place++) {
            SkuResult result = byPlace.get(place);
            boolean owesNothing = away || stopping.getAsBoolean() || isRetriable(result) && result.failure().outage();
            if (!isRetriable(result) || !owesNothing) {
                call.get(place).took(result, maxAttempts, patience);
            }
        }
        return this;
    }

    private static boolean isRetriable(SkuResult result) {
        return result != null && result.failure() != null && result.failure().code().retriable();
    }

    /**
     * Takes a failure that kept the messages as a whole from being worked on. Throwable and no Exception: Camel keeps every object on
     * which it calls a method if its class has one that takes an Exception.
     */
    public MessageWork failed(Throwable failure) {
        setbacks++;
        Outage outage = Outage.in(failure);
        Trouble trouble = outage == null ? format.shop().judged(failure, probe) : null;
        if (outage != null) {
            waitFor(outage.getMessage());
        } else if (trouble.kind() == Trouble.Kind.OUTAGE || trouble.kind() == Trouble.Kind.TABLE_GONE) {
            waitFor(trouble.words());
        } else if (trouble.kind() == Trouble.Kind.CONFLICT) {
            // one of them is nothing; a table that stays locked is worth a line
            if (setbacks == MANY_CONFLICTS) {
                LOG.warn("{}: waiting, {}", name(), trouble.words());
            }
        } else if (!stopping.getAsBoolean()) {
            refused(trouble, failure);
        }
        return this;
    }

    /** The database refuses something of the round: its tries count only for what is alone with that. */
    private void refused(Trouble trouble, Throwable failure) {
        setbacks = 0;
        List<MessageItem> blamed = part.refused();
        if (!blamed.isEmpty()) {
            SyncError error = SyncError.internal(trouble.words(), repeated.report(failure));
            RepeatedFailures.Telling telling = repeated.count(failure);
            telling.line(LOG, Level.ERROR)
                    .log("{}: a try failed, {}{}", name(), error, telling.rest());
            blamed.forEach(item -> item.refused(error, maxAttempts));
        }
    }

    private void waitFor(String what) {
        if (setbacks == 1) {
            LOG.warn("{}: waiting, {}", name(), what);
        }
    }

    /** Everything that ended is in the tables and on the queues; the messages may be acknowledged, unless SKUs are still due. */
    public MessageWork reported() {
        part.stream().forEach(MessageItem::reported);
        unreadable.clear();
        offered.clear();
        ended = part.accepted(!isDue());
        if (ended && !items.isEmpty()) {
            long waiting = items.stream().filter(item -> item.state() == AWAITING).count();
            LOG.atLevel(items.size() > 1 ? Level.INFO : Level.DEBUG).log("{}: {} SKUs processed, {} of them failed{}; S3: {} LIST, {} HEAD",
                    name(), items.size(),
                    items.stream().filter(item -> item.state() == FAILED || item.state() == RETRIABLY_FAILED).count(),
                    waiting == 0 ? "" : ", " + waiting + " wait for objects of the bucket, or for their products", pages, heads);
        }
        return this;
    }

    /** What the log calls the work: the bulk or message, or how many of them there are. */
    private String name() {
        return names.size() == 1 ? names.iterator().next() : names.size() + " messages";
    }

    /**
     * Pause before the next try in milliseconds, longer after each that failed, with jitter. It counts for whom it waits: of several
     * requests for one product the next one is tried when the youngest has failed for good, and owes nothing to those before.
     */
    public long pause() {
        int failures = Math.max(setbacks, due().mapToInt(MessageItem::tries).max().orElse(0));
        return ended ? 0 : PAUSE.after(failures);
    }

    /** Whether SKUs ended otherwise than by being saved or found unchanged, or messages cannot be read. */
    public boolean hasReport() {
        return !unreadable.isEmpty() || part.stream().anyMatch(MessageItem::isToBeReported);
    }

    /**
     * What goes to the dead letters: messages that nobody can read, SKUs that were tried often enough, and wrong ones for which
     * no status row speaks. Those that the broker has already are not among them: that noting them failed is no reason for another.
     */
    @Override
    public List<DeadLetter> deadLetters() {
        List<DeadLetter> letters = new ArrayList<>(unreadable);
        offered.clear();
        Map<MessageIdentity, List<MessageItem>> failed = part.stream().filter(MessageItem::isUnreported)
                .filter(MessageItem::needsLetter)
                .collect(Collectors.groupingBy(MessageItem::message, LinkedHashMap::new, Collectors.toList()));
        failed.forEach((message, theirs) -> {
            Map<Integer, byte[]> bodies = message.bodiesOf(theirs, format);
            theirs.forEach(item -> {
                DeadLetter letter = new DeadLetter(bodies.get(item.place()), item.sku(), item.outcome(), Math.max(item.tries(), 1),
                        message.idOf(item));
                offered.put(letter, item);
                letters.add(letter);
            });
        });
        return letters;
    }

    @Override
    public synchronized void published(DeadLetter letter) {
        unreadable.remove(letter);
        MessageItem item = offered.remove(letter);
        if (item != null) {
            item.lettered();
        }
    }
}
