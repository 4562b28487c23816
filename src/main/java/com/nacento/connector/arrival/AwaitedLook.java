package com.nacento.connector.arrival;

import static com.nacento.connector.gallery.GalleryChanges.row;

import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ListingWalk;
import com.nacento.connector.sync.ListedImages;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One look for awaited objects: some thousand images that this process has taken for it. A listing that does not show an object is
 * enough to look for it again later; what it shows is processed, which asks for it by HEAD where that matters. Each step makes a new one.
 */
public final class AwaitedLook implements ListedImages {

    /** How many images a look takes at most, as {@code update-due-awaited-images} says. */
    static final int MOST_IMAGES = 5_000;
    /** All that is asked for, of these requests, is in memory together. */
    private static final int MOST_REQUESTS = 500;

    private final Object claim;
    private final Duration patience;
    private final List<Image> images;
    private final Map<String, ETagAnswer> answers;
    private final boolean worked;

    private record Image(long requestId, String path, int looks, LocalDateTime submittedAt, LocalDateTime now) {
    }

    private AwaitedLook(Object claim, Duration patience, List<Image> images, Map<String, ETagAnswer> answers,
            boolean worked) {
        this.claim = claim;
        this.patience = patience;
        this.images = images;
        this.answers = answers;
        this.worked = worked;
    }

    /**
     * A look that has not begun.
     *
     * @param claim    by which its images are known
     * @param rows     of {@code find-awaited-images}
     * @param patience how long requests wait
     */
    static AwaitedLook of(Object claim, List<Map<String, Object>> rows, Duration patience) {
        List<Image> images = new ArrayList<>();
        rows.forEach(row -> images.add(new Image(Rows.number(row, "request_id"), Rows.text(row, "file_path"),
                Rows.number(row, "looks").intValue(), time(row, "submitted_at"), time(row, "now"))));
        return new AwaitedLook(claim, Duration.ofSeconds(patience.toSeconds()), images, Map.of(), false);
    }

    private static LocalDateTime time(Map<String, Object> row, String column) {
        return LocalDateTime.parse(Rows.text(row, column).replace(' ', 'T'));
    }

    /** Whether nothing was due. */
    public boolean isEmpty() {
        return images.isEmpty();
    }

    /** Whether there may be more that is due. */
    boolean isFull() {
        return images.size() >= MOST_IMAGES;
    }

    /** The stretches of the bucket that are worth listing for the images whose time is not up. */
    @Override
    public List<ListingWalk> walks(ImageListing listing) {
        return listing.walksForArrivals(wanted());
    }

    @Override
    public AwaitedLook listed(List<ListingWalk> walks) {
        Map<String, ETagAnswer> listed = new HashMap<>();
        walks.forEach(walk -> listed.putAll(walk.answers()));
        return with(listed);
    }

    /** The images for which no listing was worth its price, or none was allowed. */
    public Set<String> unanswered() {
        Set<String> paths = wanted();
        paths.removeAll(answers.keySet());
        return paths;
    }

    /** The look with the answers of images that were asked for one by one. */
    AwaitedLook withHeads(List<ImageETag> heads) {
        return with(heads.stream().collect(Collectors.toMap(ImageETag::path, ImageETag::answer)));
    }

    private AwaitedLook with(Map<String, ETagAnswer> more) {
        Map<String, ETagAnswer> all = new HashMap<>(answers);
        all.putAll(more);
        return new AwaitedLook(claim, patience, images, all, false);
    }

    private Set<String> wanted() {
        return images.stream().filter(image -> !isUp(image)).map(Image::path).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isUp(Image image) {
        return !image.submittedAt().plus(patience).isAfter(image.now());
    }

    private boolean hasCome(Image image) {
        return answers.containsKey(image.path()) && answers.get(image.path()).isThere();
    }

    /**
     * By request, its images that are to be done now; empty if its time is up, and all of them are.
     */
    Map<Long, Set<String>> due() {
        Map<Long, Set<String>> due = new TreeMap<>();
        images.stream().filter(image -> !isUp(image) && hasCome(image))
                .forEach(image -> due.computeIfAbsent(image.requestId(), id -> new TreeSet<>()).add(image.path()));
        images.stream().filter(this::isUp).forEach(image -> due.put(image.requestId(), Set.of()));
        return due;
    }

    /** The requests of which something is to be done, some hundred at a time. */
    public List<List<Long>> rounds() {
        List<Long> requests = List.copyOf(due().keySet());
        return Stream.iterate(0, start -> start < requests.size(), start -> start + MOST_REQUESTS)
                .map(start -> requests.subList(start, Math.min(start + MOST_REQUESTS, requests.size()))).toList();
    }

    /** The same after all that was due has been worked on: what is still awaited of it is put off, too. */
    public AwaitedLook afterWork() {
        return new AwaitedLook(claim, patience, images, answers, true);
    }

    /** The parameters for noting when what has not come is looked for next, and for forgetting whose requests have ended otherwise. */
    public Map<String, Object> notes() {
        Predicate<Image> isDue = image -> isUp(image) || hasCome(image);
        List<Map<String, Object>> later = images.stream().filter(image -> isDue.test(image) == worked)
                .map(image -> {
                    int looks = Math.min(image.looks() + 1, LookTimes.MOST_LOOKS);
                    return row("request_id", image.requestId(), "file_path", image.path(), "looks", looks, "due_at",
                            LookTimes.next(looks, image.now(), image.submittedAt().plus(patience)).toString().replace('T', ' '));
                }).toList();
        return Map.of("claim", claim, "put_off", Rows.json(later),
                "worked_requests", Rows.json(worked ? List.copyOf(due().keySet()) : List.of()));
    }
}
