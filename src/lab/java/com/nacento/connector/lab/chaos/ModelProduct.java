package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.chaos.ModelRequest.Leeway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One product of the model: the states it may be in, and what was asked for since it was looked at last, in the order of
 * submission. One client at a time asks for a product, so that this order is known.
 */
final class ModelProduct {

    /** What is known of a request once everything has come to rest. */
    enum Outcome {
        /** It must be in the tables, in its place. */
        APPLIED,
        /** It is in the tables, but its caller got no answer: it may have reached the database later than the ones after it. */
        APPLIED_SOMETIME,
        /** A direct call without an answer: it may be in the tables, in its place or later, or not. */
        PERHAPS,
        /** It must not be in the tables. */
        NOT
    }

    /** Of so many it is not asked any more what was lost: what differs is stale then. */
    private static final int MOST_STATES = 50_000;

    private final String sku;
    private final long last;
    private final List<Asked> asked = new ArrayList<>();
    private Set<ModelGallery> permitted;

    /** A request for the product. */
    record Asked(Submission submission, int key, ModelRequest request) {
    }

    /** How the product is found. */
    enum Finding {
        RIGHT,
        /**
         * Right, but a new image that its request gave no position stands elsewhere, or a view has taken over from all stores what a
         * younger request had left there: that is decided when a request is processed, and a younger one was done first, since the bucket
         * had no answer for the older one.
         */
        PROCESSED_LATE,
        /**
         * Right in all that requests have said, and in which images are there and whose, but for those whose objects are gone and that a
         * younger request named; but what an image or a role keeps or loses with a removal, or with another file in its slot, is left from
         * before: that request was done first, and the older one has not done that to what it named.
         */
        REMADE_LATE,
        /** As if one of the requests that were applied had never come. */
        LOST,
        /** Something that was asked for earlier stands where something later should. */
        STALE
    }

    /** Somewhere on the way through the requests: those that may still come, late. */
    private record Way(ModelGallery gallery, Set<Asked> mustCome, Set<Asked> mayCome) {

        Way with(ModelGallery next) {
            return new Way(next, mustCome, mayCome);
        }

        Way without(Asked late, ModelGallery next) {
            return new Way(next, minus(mustCome, late), minus(mayCome, late));
        }

        private static Set<Asked> minus(Set<Asked> some, Asked one) {
            Set<Asked> fewer = new HashSet<>(some);
            fewer.remove(one);
            return fewer;
        }

        private static Set<Asked> plus(Set<Asked> some, Asked one) {
            Set<Asked> more = new HashSet<>(some);
            more.add(one);
            return more;
        }
    }

    /**
     * A product as it begins.
     *
     * @param last the highest position amongst its images that no request names
     */
    ModelProduct(String sku, ModelGallery gallery, long last) {
        this.sku = sku;
        this.last = last;
        this.permitted = Set.of(gallery);
    }

    String sku() {
        return sku;
    }

    /** Its number, by which its images are named. */
    int number() {
        return ChaosShop.product(sku);
    }

    synchronized void asked(Asked request) {
        asked.add(request);
    }

    synchronized List<Asked> requests() {
        return List.copyOf(asked);
    }

    /** Whether what the tables say is another state than when they were looked at last, one that must have moved {@code updated_at}. */
    synchronized boolean isChanged(ModelGallery found) {
        return permitted.stream().allMatch(found::isChangedSince);
    }

    /**
     * Compares with what the tables say, and goes on from there.
     *
     * @param outcomes of all requests since the last time
     */
    synchronized Finding compare(ModelGallery found, Map<Asked, Outcome> outcomes, Map<String, String> bucket) {
        Set<ModelGallery> right = new HashSet<>();
        permitted.forEach(begin -> right.addAll(ends(begin, outcomes, bucket, Leeway.NONE)));
        Finding finding = right.contains(found)
                ? Finding.RIGHT
                : allows(Leeway.WHEN_PROCESSED, found, outcomes, bucket)
                        ? Finding.PROCESSED_LATE
                        : allows(Leeway.REMADE, found, outcomes, bucket)
                                ? Finding.REMADE_LATE
                                : hasLost(found, outcomes, bucket) ? Finding.LOST : Finding.STALE;
        lastCounts = counts(outcomes, bucket);
        lastBegin = permitted;
        lastPermitted = right;
        permitted = Set.of(found);
        asked.clear();
        return finding;
    }

    /**
     * What requests have done to a product, if they were processed one by one.
     *
     * @param removed  images that went
     * @param moved    gallery rows that got another file
     * @param withheld requests that were to remove something and did not
     */
    record Counts(int removed, int moved, int withheld) {
    }

    private Counts counts(Map<Asked, Outcome> outcomes, Map<String, String> bucket) {
        Counts counts = new Counts(0, 0, 0);
        ModelGallery gallery = permitted.iterator().next();
        for (Asked request : asked) {
            if (outcomes.get(request) == Outcome.APPLIED) {
                ModelRequest.Step step = request.request().on(gallery, bucket, last, Leeway.NONE);
                gallery = step.gallery();
                counts = new Counts(counts.removed() + step.removed(), counts.moved() + step.moved(),
                        counts.withheld() + (step.withheld() ? 1 : 0));
            }
        }
        return counts;
    }

    /** What was done until {@link #compare}. */
    synchronized Counts lastCounts() {
        return lastCounts;
    }

    /** What {@link #compare} began with. */
    synchronized Set<ModelGallery> lastBegin() {
        return lastBegin;
    }

    /** Images that {@link #compare} has missed although they had to be there, and nobody had brought them. */
    synchronized List<String> removedOfNobody(ModelGallery found) {
        return missed(found).filter(path -> isOfNobody(path, lastPermitted) && isOfNobody(path, lastBegin)).toList();
    }

    /** Images that {@link #compare} has missed although they had to be there, and that somebody had brought. */
    synchronized List<String> removedTooMuch(ModelGallery found) {
        List<String> ofNobody = removedOfNobody(found);
        return missed(found).filter(path -> !ofNobody.contains(path)).toList();
    }

    /** Images that {@link #compare} has found although they had to be gone. */
    synchronized List<String> cameBack(ModelGallery found) {
        return found.images().keySet().stream()
                .filter(path -> lastPermitted.stream().noneMatch(gallery -> gallery.images().containsKey(path))).toList();
    }

    private Stream<String> missed(ModelGallery found) {
        return lastPermitted.stream().flatMap(gallery -> gallery.images().keySet().stream()).distinct()
                .filter(path -> !found.images().containsKey(path))
                .filter(path -> lastPermitted.stream().allMatch(gallery -> gallery.images().containsKey(path)));
    }

    private static boolean isOfNobody(String path, Set<ModelGallery> galleries) {
        return galleries.stream()
                .anyMatch(gallery -> gallery.images().containsKey(path) && gallery.images().get(path).owners().isEmpty());
    }

    private Set<ModelGallery> lastPermitted = Set.of();
    private Set<ModelGallery> lastBegin = Set.of();
    private Counts lastCounts = new Counts(0, 0, 0);

    /** What {@link #compare} would have taken, to be shown beside what it found. */
    synchronized Set<ModelGallery> lastPermitted() {
        return lastPermitted;
    }

    private Set<ModelGallery> ends(ModelGallery begin, Map<Asked, Outcome> outcomes, Map<String, String> bucket, Leeway leeway) {
        Set<Way> ways = Set.of(new Way(begin, Set.of(), Set.of()));
        for (Asked request : asked) {
            Set<Way> next = new LinkedHashSet<>();
            for (Way way : ways) {
                Way applied = way.with(after(request, way.gallery(), bucket, leeway));
                switch (outcomes.get(request)) {
                    case APPLIED -> next.add(applied);
                    case APPLIED_SOMETIME -> {
                        next.add(applied);
                        next.add(new Way(way.gallery(), Way.plus(way.mustCome(), request), way.mayCome()));
                    }
                    case PERHAPS -> {
                        next.add(applied);
                        next.add(new Way(way.gallery(), way.mustCome(), Way.plus(way.mayCome(), request)));
                    }
                    case NOT -> next.add(way);
                }
            }
            ways = withLateOnes(next, bucket, leeway);
        }
        Set<ModelGallery> ends = new HashSet<>();
        ways.stream().filter(way -> way.mustCome().isEmpty()).forEach(way -> ends.add(way.gallery()));
        return ends;
    }

    private ModelGallery after(Asked request, ModelGallery gallery, Map<String, String> bucket, Leeway leeway) {
        return request.request().on(gallery, bucket, last, leeway).gallery();
    }

    private Set<Way> withLateOnes(Set<Way> ways, Map<String, String> bucket, Leeway leeway) {
        Set<Way> all = new LinkedHashSet<>(ways);
        List<Way> todo = new ArrayList<>(ways);
        while (!todo.isEmpty()) {
            Way way = todo.remove(todo.size() - 1);
            Set<Asked> late = new HashSet<>(way.mustCome());
            late.addAll(way.mayCome());
            for (Asked request : late) {
                Way after = way.without(request, after(request, way.gallery(), bucket, leeway));
                if (all.add(after)) {
                    todo.add(after);
                }
            }
        }
        return all;
    }

    private boolean allows(Leeway leeway, ModelGallery found, Map<Asked, Outcome> outcomes, Map<String, String> bucket) {
        if (leeway != Leeway.REMADE) {
            return permitted.stream().flatMap(begin -> ends(begin, outcomes, bucket, leeway).stream()).anyMatch(end -> end.allows(found));
        }
        return permitted.stream().anyMatch(begin -> {
            Set<String> named = namedAfterRemovals(begin, outcomes, bucket);
            return ends(begin.forgotten(), outcomes, bucket, leeway).stream()
                    .anyMatch(end -> end.allows(found.removedAs(begin, end, named)));
        });
    }

    /**
     * Images that were there, whose objects are not, and that a request names which comes after one that removes: such an image is left as
     * it is, and if the older request comes late, it removes nothing that a younger one names.
     */
    private Set<String> namedAfterRemovals(ModelGallery begin, Map<Asked, Outcome> outcomes, Map<String, String> bucket) {
        Set<String> named = new HashSet<>();
        boolean mayBeRemoved = false;
        for (Asked one : asked) {
            if (outcomes.get(one) == Outcome.NOT) {
                continue;
            }
            ModelRequest request = one.request();
            if (mayBeRemoved) {
                request.images().stream().map(ModelRequest.Wanted::path)
                        .filter(path -> begin.images().containsKey(path) && !bucket.containsKey(path)).forEach(named::add);
            }
            mayBeRemoved |= request.replaces() || !request.emptySlots().isEmpty();
        }
        return named;
    }

    /** Whether leaving requests out, and nothing else, leads to what was found. */
    private boolean hasLost(ModelGallery found, Map<Asked, Outcome> outcomes, Map<String, String> bucket) {
        Set<ModelGallery> reachable = new HashSet<>(permitted);
        for (Asked request : asked) {
            if (outcomes.get(request) != Outcome.NOT && reachable.size() < MOST_STATES) {
                List<ModelGallery> more = reachable.stream().map(gallery -> after(request, gallery, bucket, Leeway.NONE)).toList();
                reachable.addAll(more);
            }
        }
        return reachable.contains(found);
    }
}
