package com.nacento.connector.bucketevent;

import com.nacento.connector.bucketevent.EventCount.Outcome;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.message.DeadLetterWork;
import com.nacento.connector.queue.EventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The work on events that were gathered, step by step: it is looked for who shows the objects; the bucket is asked for those objects of
 * which an event says something else than is stored; what has changed is written. A step that fails is taken again.
 */
public final class EventWork implements DeadLetterWork {

    /** Some hundred KiB. */
    private static final int ARRIVALS_AT_ONCE = 2_000;
    /** A look-up reads all gallery rows: it may do so for a tenth of the time. */
    private static final int PARTS_OF_REST = 9;
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private final Map<String, KeyEvents> events;
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<String> arrived = new TreeSet<>();
    private final Map<String, ETagAnswer> answers = new HashMap<>();
    private final Map<String, Integer> tries = new HashMap<>();
    private final Map<String, Outcome> outcomes = new TreeMap<>();
    private final Set<byte[]> handedBack = new LinkedHashSet<>();
    private final int maxAttempts;
    private Map<String, List<ShownImage>> shown;
    private PendingImages pending;
    private RuntimeException setback;
    private long searchBegun;
    private long searchEnded;

    /** @param maxAttempts how often an object is asked for that the bucket does not let be read */
    EventWork(ObjectEventBatch batch, int maxAttempts) {
        this.events = batch.images();
        this.maxAttempts = maxAttempts;
        letters.addAll(batch.unreadable());
        events.forEach((path, said) -> {
            if (!said.isRemoval()) {
                arrived.add(path);
            }
        });
    }

    /** Whether anything is left to do. */
    boolean isDue() {
        return hasLetters() || hasArrivals() || isUnsearched() || hasQuestions() || isUnplanned() || hasPending() || hasReturns();
    }

    /** Whether there is something that cannot be worked on. */
    public boolean hasLetters() {
        return !letters.isEmpty();
    }

    @Override
    public synchronized List<DeadLetter> deadLetters() {
        return List.copyOf(letters);
    }

    @Override
    public synchronized void published(DeadLetter letter) {
        letters.remove(letter);
    }

    /** Whether requests may wait for some of the objects. */
    public boolean hasArrivals() {
        return !arrived.isEmpty();
    }

    /** Some of those objects, as Magento's paths. */
    List<String> arrivals() {
        return arrived.stream().limit(ARRIVALS_AT_ONCE).toList();
    }

    void toldArrivals() {
        arrived.removeAll(arrivals());
    }

    /** Whether it is still to be looked for who shows the objects. */
    public boolean isUnsearched() {
        return shown == null && !events.isEmpty();
    }

    Set<String> paths() {
        return events.keySet();
    }

    /** It is looked for now, in nanoseconds. */
    void searching(long now) {
        searchBegun = now;
    }

    /** @param images those who show them; others are left out */
    void found(List<ShownImage> images, long now) {
        searchEnded = now;
        shown = images.stream().filter(image -> events.containsKey(image.path()))
                .collect(Collectors.groupingBy(ShownImage::path, TreeMap::new, Collectors.toList()));
    }

    /** Whether the bucket is to be asked for some of the objects. */
    public boolean hasQuestions() {
        return shown != null && pending == null && !questions().isEmpty();
    }

    /** The paths of those objects. */
    public List<String> questions() {
        return shown.entrySet().stream().filter(image -> !answers.containsKey(image.getKey()))
                .filter(image -> isInQuestion(events.get(image.getKey()), image.getValue())).map(Map.Entry::getKey).toList();
    }

    /** One that was removed is asked for, too: where there are versions, an older one may be there again. */
    private static boolean isInQuestion(KeyEvents said, List<ShownImage> images) {
        return said.isRemoval() || images.stream().anyMatch(image -> image.isBrought() && !said.saysOnly(image.stored()));
    }

    /** Takes what the bucket has answered; of what it does not let be read a dead letter is left in the end. */
    void answered(List<ImageETag> heads) {
        for (ImageETag head : heads) {
            if (!head.answer().isFailure()) {
                answers.put(head.path(), head.answer());
            } else if (tries.merge(head.path(), 1, Integer::sum) >= maxAttempts) {
                fail(head.path(), new SyncError(SyncError.Code.STORAGE_UNAVAILABLE, head.answer().detail()), maxAttempts);
            }
        }
    }

    /** Whether all is known that decides what is to be written. */
    public boolean isUnplanned() {
        return shown != null && pending == null && !hasQuestions();
    }

    /** @param candidates those of {@link #candidates()}, to be written piece by piece */
    void planned(PendingImages candidates) {
        pending = candidates;
    }

    /** The images of which something may have to be written. */
    List<ShownImage> candidates() {
        List<ShownImage> all = new ArrayList<>();
        shown.forEach((path, images) -> {
            ETagAnswer found = answers.get(path);
            boolean isOther = found != null && found.kind() == Kind.FOUND && images.stream().anyMatch(image -> image.differsFrom(found));
            boolean isWritten = !events.get(path).isRemoval() && (found == null || found.kind() == Kind.FOUND);
            images.stream().filter(image -> image.isBrought() ? isOther && image.differsFrom(found) : isOther || isWritten)
                    .forEach(all::add);
            if (!isOther && !isWritten) {
                outcomes.put(path, Outcome.REMOVED);
            }
        });
        return all;
    }

    /** What the bucket has for an image; {@code null}: it was not asked. */
    ETagAnswer answer(String path) {
        return answers.get(path);
    }

    /** Whether images are still to be written. */
    public boolean hasPending() {
        return pending != null && !pending.isEmpty();
    }

    PendingImages pending() {
        return pending;
    }

    /** A transaction is committed. */
    synchronized void saved(EventSave save) {
        save.changed().forEach(path -> outcomes.put(path, Outcome.CHANGED));
        pending.saved(save.chunk(), save.passedOver());
        pending.givenUp().forEach(image -> handedBack.add(events.get(image.path()).message()));
    }

    /** The database refuses something of what is to be written. */
    synchronized void refused(List<ShownImage> chunk, SyncError error) {
        pending.refused(chunk).stream().map(ShownImage::path).distinct().forEach(path -> fail(path, error, 1));
    }

    /** A transaction failed for which no image is at fault. */
    synchronized void again(List<ShownImage> chunk, RuntimeException failure) {
        pending.again(chunk);
        setback = failure;
    }

    /** Why transactions of the last round failed for which no image is at fault; {@code null}: none has. */
    synchronized RuntimeException setback() {
        RuntimeException last = setback;
        setback = null;
        return last;
    }

    /** The database refuses what is asked of it. */
    void refused(SyncError error) {
        if (tries.merge("", 1, Integer::sum) >= maxAttempts) {
            arrived.clear();
            shown = shown == null ? new TreeMap<>() : shown;
            List.copyOf(paths()).forEach(path -> fail(path, error, maxAttempts));
        }
    }

    private void fail(String path, SyncError error, int attempts) {
        shown.remove(path);
        if (outcomes.put(path, Outcome.DEAD) != Outcome.DEAD) {
            letters.add(new DeadLetter(events.get(path).message(), null, error.toString(), attempts, null, EventHeaders.BUCKET));
        }
    }

    /** Whether messages are to be published once more, since somebody holds products that they are about. */
    public boolean hasReturns() {
        return !handedBack.isEmpty();
    }

    Collection<byte[]> heldMessages() {
        return List.copyOf(handedBack);
    }

    void wereReturned() {
        handedBack.clear();
    }

    /** How often in a row something is waited for. */
    int waits() {
        int asked = hasQuestions() ? questions().stream().mapToInt(path -> tries.getOrDefault(path, 0)).max().orElse(0) : 0;
        return Math.max(asked, hasPending() ? pending.waits() : 0);
    }

    /** How long the next look-up is still to wait, in milliseconds. */
    long rest(long now) {
        long rest = Math.min((searchEnded - searchBegun) * PARTS_OF_REST, LONGEST_REST.toNanos());
        return searchEnded == 0 ? 0 : Math.max(0, Duration.ofNanos(searchEnded + rest - now).toMillis());
    }

    /** Those of the images with this outcome. */
    List<String> with(Outcome outcome) {
        return outcomes.entrySet().stream().filter(image -> image.getValue() == outcome).map(Map.Entry::getKey).toList();
    }

    void count(EventCount count) {
        events.forEach((path, said) -> count.add(outcomes.getOrDefault(path, Outcome.UNCHANGED), said.count()));
    }

    /** How many objects the events were about. */
    int size() {
        return events.size();
    }
}
