package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.chaos.ModelGallery.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    private final String sku;
    private final long last;
    private final List<Asked> asked = new ArrayList<>();
    private Set<ModelGallery> permitted;

    /** A request for the product. */
    record Asked(Submission submission, int key, List<Wanted> images) {
    }

    /** How the product is found. */
    enum Finding {
        RIGHT,
        /**
         * Right, but a new image that its request gave no position stands elsewhere: "after the last one" is decided when a request
         * is processed, and a younger one was done first, since the bucket had no answer for the older one.
         */
        PLACED_LATE,
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
        permitted.forEach(begin -> right.addAll(ends(begin, outcomes, bucket, last)));
        Finding finding = right.contains(found)
                ? Finding.RIGHT
                : isElsewhere(found, outcomes, bucket)
                        ? Finding.PLACED_LATE
                        : hasLost(found, outcomes, bucket) ? Finding.LOST : Finding.STALE;
        lastPermitted = right;
        permitted = Set.of(found);
        asked.clear();
        return finding;
    }

    private Set<ModelGallery> lastPermitted = Set.of();

    /** What {@link #compare} would have taken, to be shown beside what it found. */
    synchronized Set<ModelGallery> lastPermitted() {
        return lastPermitted;
    }

    private Set<ModelGallery> ends(ModelGallery begin, Map<Asked, Outcome> outcomes, Map<String, String> bucket, long last) {
        Set<Way> ways = Set.of(new Way(begin, Set.of(), Set.of()));
        for (Asked request : asked) {
            Set<Way> next = new LinkedHashSet<>();
            for (Way way : ways) {
                Way applied = way.with(way.gallery().after(request.images(), bucket, last));
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
            ways = withLateOnes(next, bucket, last);
        }
        Set<ModelGallery> ends = new HashSet<>();
        ways.stream().filter(way -> way.mustCome().isEmpty()).forEach(way -> ends.add(way.gallery()));
        return ends;
    }

    private Set<Way> withLateOnes(Set<Way> ways, Map<String, String> bucket, long last) {
        Set<Way> all = new LinkedHashSet<>(ways);
        List<Way> todo = new ArrayList<>(ways);
        while (!todo.isEmpty()) {
            Way way = todo.remove(todo.size() - 1);
            Set<Asked> late = new HashSet<>(way.mustCome());
            late.addAll(way.mayCome());
            for (Asked request : late) {
                Way after = way.without(request, way.gallery().after(request.images(), bucket, last));
                if (all.add(after)) {
                    todo.add(after);
                }
            }
        }
        return all;
    }

    private boolean isElsewhere(ModelGallery found, Map<Asked, Outcome> outcomes, Map<String, String> bucket) {
        return permitted.stream().flatMap(begin -> ends(begin, outcomes, bucket, ModelGallery.ANYWHERE).stream())
                .anyMatch(end -> end.allows(found));
    }

    /** Whether leaving requests out, and nothing else, leads to what was found. */
    private boolean hasLost(ModelGallery found, Map<Asked, Outcome> outcomes, Map<String, String> bucket) {
        Set<ModelGallery> reachable = new HashSet<>(permitted);
        for (Asked request : asked) {
            if (outcomes.get(request) != Outcome.NOT) {
                List<ModelGallery> more = reachable.stream().map(gallery -> gallery.after(request.images(), bucket, last)).toList();
                reachable.addAll(more);
            }
        }
        return reachable.contains(found);
    }
}
