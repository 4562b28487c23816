package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.storage.ListingWalk.Purpose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ListingWalkTest {

    private static final String ROOT = "shop/media/catalog/product";

    @Test
    void aDenseFolderIsAnsweredForByOnePage() {
        ListingWalk walk = walk(bucket(1_000, 1), paths(1_000, 1), false);

        assertThat(walk.pages()).isEqualTo(1);
        assertThat(walk.answers()).hasSize(1_000)
                .allSatisfy((path, answer) -> assertThat(answer).isEqualTo(ETagAnswer.listed("of " + path)));
    }

    @Test
    void whereTheKeysLieTooFarApartAPageIsTriedForHundredsOfThemAndNoMore() {
        ListingWalk walk = walk(bucket(50_000, 1), paths(500, 100), false);

        assertThat(walk.pages()).isEqualTo(2);
        assertThat(walk.answers()).hasSize(20);
    }

    @Test
    void whatLiesBetweenTwoWantedKeysIsPassedOver() {
        NavigableSet<String> bucket = bucket(50_000, 1);
        List<String> wanted = new ArrayList<>(paths(100, 1));
        IntStream.range(0, 100).forEach(i -> wanted.add(path(49_000 + i)));

        ListingWalk walk = walk(bucket, wanted, false);

        assertThat(walk.pages()).isEqualTo(2);
        assertThat(walk.answers()).hasSize(200);
    }

    @Test
    void fewKeysAreNotWorthAPage() {
        assertThat(walk(paths(ListingWalk.WORTH_A_TRY - 1, 1), Purpose.ETAGS).goesOn()).isFalse();
        assertThat(walk(paths(1, 1), Purpose.ETAGS_BY_PAGES).goesOn()).as("if nothing but listing is wanted").isTrue();
    }

    @Test
    void aPageThatPassesTheWantedKeysOverIsNotWorthAnother() {
        NavigableSet<String> others = new TreeSet<>(ListingWalk.ORDER);
        IntStream.range(0, 50_000).forEach(i -> others.add(ROOT + "/s/k/other-%06d.jpg".formatted(i)));
        IntStream.range(0, 500).forEach(i -> others.add(ROOT + path(i).replace(".jpg", ".png")));

        ListingWalk walk = walk(others, paths(500, 1), false);

        assertThat(walk.pages()).isEqualTo(1);
        assertThat(walk.answers().values()).containsOnly(ETagAnswer.unlisted());
    }

    @Test
    void forObjectsThatAreAwaitedAPageIsWorthItsPriceThatDoesNotShowThem() {
        NavigableSet<String> others = new TreeSet<>(ListingWalk.ORDER);
        IntStream.range(0, 2_500).forEach(i -> others.add(ROOT + path(i).replace(".jpg", ".png")));

        ListingWalk walk = walk(others, walk(paths(1_000, 1), Purpose.ARRIVALS));

        assertThat(walk.pages()).isLessThanOrEqualTo(3);
        assertThat(walk.answers()).hasSize(1_000);
        assertThat(walk.answers().values()).containsOnly(ETagAnswer.unlisted());
    }

    @Test
    void aStrayKeyInFrontOfADenseFolderCostsAHeadAndNotThePage() {
        NavigableSet<String> bucket = bucket(600, 1);
        List<String> wanted = new ArrayList<>(List.of("/0/0/0/0/x.jpg"));
        wanted.addAll(paths(600, 1));
        IntStream.range(0, 5_000).forEach(i -> bucket.add(ROOT + "/1/1/%05d.jpg".formatted(i)));
        bucket.add(ROOT + wanted.get(0));

        ListingWalk walk = walk(bucket, wanted, false);

        assertThat(walk.pages()).isEqualTo(1);
        assertThat(walk.answers()).as("all but the stray one, which is left to HEAD").hasSize(600).doesNotContainKey(wanted.get(0));
    }

    @Test
    void strayKeysBetweenTwoDenseFoldersDoNotEndTheWalk() {
        NavigableSet<String> bucket = bucket(1_000, 1);
        List<String> wanted = new ArrayList<>(paths(400, 1));
        // the bucket goes on with others between the stray keys
        for (int i = 0; i < 5; i++) {
            String folder = "/s/l/%d/".formatted(i);
            wanted.add(folder + "stray.jpg");
            IntStream.range(0, 1_500).forEach(j -> bucket.add(ROOT + folder + "t%05d.jpg".formatted(j)));
            bucket.add(ROOT + folder + "stray.jpg");
        }
        IntStream.range(0, 400).mapToObj("/t/t/%04d.jpg"::formatted).forEach(path -> {
            wanted.add(path);
            bucket.add(ROOT + path);
        });

        ListingWalk walk = walk(bucket, wanted, false);

        assertThat(walk.pages()).isEqualTo(2);
        assertThat(walk.answers()).hasSize(800);
    }

    @Test
    void manyKeysInFrontOfADenseFolderAreNoStrays() {
        List<String> wanted = new ArrayList<>(IntStream.range(10, 40).mapToObj("/0/0/0/%d/x.jpg"::formatted).toList());
        wanted.addAll(paths(600, 1));
        NavigableSet<String> bucket = bucket(600, 1);
        wanted.forEach(path -> bucket.add(ROOT + path));

        assertThat(walk(bucket, wanted, false).answers()).hasSize(630);
    }

    @Test
    void anObjectWithoutAUsableETagIsLeftToHead() {
        ListingWalk walk = walk(paths(2, 1), Purpose.ETAGS_BY_PAGES);
        Map<String, String> page = new LinkedHashMap<>();
        page.put(path(0), null);
        page.put(path(1), "e");

        assertThat(walk.page(page, null).answers()).containsOnlyKeys(path(1));
    }

    @Test
    void aPageThatLeadsNowhereEndsTheWalk() {
        ListingWalk walk = walk(paths(2, 1), Purpose.ETAGS_BY_PAGES);

        walk.page(Map.of("/a", "e"), "/a");

        assertThat(walk.goesOn()).isFalse();
        assertThat(walk.answers()).isEmpty();
    }

    @Test
    void keysAreInTheOrderOfTheirBytes() {
        List<String> keys = List.of("a b.jpg", "a&b.jpg", "a+b.jpg", "a.jpg", "aé.jpg", "a\uFF5E.jpg", "a\uD83D\uDE00.jpg");

        assertThat(keys).isSortedAccordingTo(ListingWalk.ORDER);
        assertThat(ListingWalk.inOrder(keys)).isTrue();
        assertThat(ListingWalk.inOrder(List.of("b", "a"))).isFalse();
    }

    /** The bucket holds every {@code kept}-th of the objects, every {@code asked}-th is wanted. */
    @Property(tries = 300)
    void theAnswersAreThoseOfHeadAndThePagesNeverCostMoreThanTheySave(@ForAll @IntRange(min = 1, max = 60) int kept,
            @ForAll @IntRange(min = 1, max = 90) int asked, @ForAll @IntRange(min = 1, max = 1_000) int wanted) {
        NavigableSet<String> bucket = bucket(30_000, kept);
        List<String> paths = paths(wanted, asked);

        ListingWalk walk = walk(bucket, paths, false);

        Set<String> answered = new HashSet<>(walk.answers().keySet());
        walk.answers().forEach((path, answer) -> assertThat(answer)
                .isEqualTo(bucket.contains(ROOT + path) ? ETagAnswer.listed("of " + path) : ETagAnswer.unlisted()));
        long shown = walk.answers().values().stream().filter(answer -> answer.kind() == ETagAnswer.Kind.LISTED).count();
        assertThat(paths).containsAll(answered);
        assertThat(walk.pages() * ListingWalk.PRICE + paths.size() - shown)
                .as("with HEADs for the rest it cost little more than HEADs alone")
                .isLessThanOrEqualTo(paths.size() + 2.0 * ListingWalk.PRICE + paths.size() / 10.0);
        assertThat(walk(bucket, paths, true).answers()).as("to the end").hasSize(paths.size());
    }

    /** Walks through a bucket as S3 lists it. */
    private static ListingWalk walk(NavigableSet<String> bucket, List<String> paths, boolean toTheEnd) {
        return walk(bucket, walk(paths, toTheEnd ? Purpose.ETAGS_BY_PAGES : Purpose.ETAGS));
    }

    private static ListingWalk walk(List<String> paths, Purpose purpose) {
        return new ListingWalk(ROOT, paths, new KeySpace(paths), 0, purpose);
    }

    private static ListingWalk walk(NavigableSet<String> bucket, ListingWalk walk) {
        while (walk.goesOn()) {
            Map<String, String> page = new LinkedHashMap<>();
            boolean more = false;
            String last = null;
            for (String key : bucket.tailSet(walk.startAfter(), false)) {
                more = page.size() == ListingWalk.PAGE;
                if (more) {
                    break;
                }
                last = key.substring(ROOT.length());
                page.put(last, "of " + last);
            }
            walk.page(page, more ? last : null);
        }
        return walk;
    }

    private static NavigableSet<String> bucket(int objects, int kept) {
        NavigableSet<String> keys = new TreeSet<>(ListingWalk.ORDER);
        IntStream.range(0, objects).filter(i -> i % kept == 0).forEach(i -> keys.add(ROOT + path(i)));
        return keys;
    }

    private static List<String> paths(int count, int step) {
        return IntStream.range(0, count).mapToObj(i -> path(i * step)).toList();
    }

    private static String path(int i) {
        return "/s/k/sku-%06d.jpg".formatted(i);
    }
}
