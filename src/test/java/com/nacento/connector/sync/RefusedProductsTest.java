package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.testing.GalleryFixture;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RefusedProductsTest {

    private static final String TOUCHED = "UPDATE JSON_TABLE(:?touched, '$[*]')";

    private final List<Set<Long>> tried = new ArrayList<>();

    @Property
    void findsAllWhomTheStatementRefusesAndNobodyElseInFewTries(@ForAll @IntRange(min = 2, max = 250) int products,
            @ForAll @Size(min = 1, max = 5) Set<@IntRange(min = 1, max = 250) Integer> bad) {
        Set<Long> refused = bad.stream().filter(id -> id <= products).map(Long::valueOf).collect(Collectors.toSet());
        Assume.that(!refused.isEmpty());
        tried.clear();

        RefusedProducts search = search(products, Samples.rowRefused(), refused);

        assertThat(search.found()).isEqualTo(refused);
        int levels = 32 - Integer.numberOfLeadingZeros(products - 1);
        assertThat(tried).hasSizeLessThanOrEqualTo(2 * (levels + 1) * refused.size());
        assertThat(tried).as("who is found was refused alone").containsAll(refused.stream().map(Set::of).toList());
    }

    @Test
    void behindOneThatIsFoundTheNextOneIsLookedForNearby() {
        Exception failure = Samples.rowRefused();
        RefusedProducts search = new RefusedProducts(null, changes(8), TOUCHED, failure);
        search.refused(failure);
        search.refused(failure);
        search.refused(failure);
        assertThat(search.found()).containsExactly(1L);
        assertThat(search.isSuccessful()).as("there are more to be tried").isFalse();
        assertThat(numbers(search.parameters().get("touched"))).containsExactlyInAnyOrder(2L, 3L);
        search.passed();
        assertThat(numbers(search.parameters().get("touched"))).containsExactlyInAnyOrder(4L, 5L, 6L, 7L);
        search.passed();
        search.passed();

        assertThat(search.goesOn()).isFalse();
        assertThat(search.isSuccessful()).isTrue();
        assertThat(search.failure()).isSameAs(failure);
    }

    @Test
    void whoIsOnlyRefusedTogetherWithOthersIsNotBlamed() {
        RefusedProducts search = new RefusedProducts(null, changes(4), TOUCHED, Samples.rowRefused());
        while (search.goesOn()) {
            search.passed();
        }
        assertThat(search.found()).isEmpty();
    }

    @Test
    void whoseRowsAreTheOnlyOnesNeedsNoSearch() {
        Exception failure = Samples.rowRefused();
        RefusedProducts search = new RefusedProducts(null, changes(1), TOUCHED, failure);

        assertThat(search.goesOn()).isFalse();
        assertThat(search.found()).containsExactly(1L);
    }

    @Test
    void aStatementWithoutRowsOfProductsBlamesNobody() {
        assertThat(new RefusedProducts(null, changes(9), "SELECT 1", Samples.rowRefused()).found()).isEmpty();
    }

    @Test
    void whatIsNotKnownToBeTheDatasFaultIsNotLookedInto() {
        for (Exception failure : List.of(Samples.deadlock(), Samples.databaseAway(), new SQLException("what is that", "HY000", 60000))) {
            assertThat(new RefusedProducts(null, changes(9), TOUCHED, failure).goesOn()).isFalse();
        }
    }

    @Test
    void aFailureThatIsNoRefusalIsNobodysAnswer() {
        RefusedProducts search = new RefusedProducts(null, changes(9), TOUCHED, Samples.rowRefused());

        assertThat(search.refused(Samples.deadlock())).isFalse();
        assertThat(search.found()).isEmpty();
    }

    @Test
    void theLocksAreNotHeldForLongWhereAllAreRefused() {
        Set<Long> all = LongStream.rangeClosed(1, 250).boxed().collect(Collectors.toSet());

        RefusedProducts search = search(250, Samples.rowRefused(), all);

        assertThat(tried).hasSize(60);
        assertThat(search.isSuccessful()).isFalse();
    }

    @Test
    void theTriesOfATransactionAreCountedTogether() {
        RefusedProducts first = search(250, Samples.rowRefused(), Set.of(3L, 100L, 200L));
        int before = tried.size();

        RefusedProducts second = new RefusedProducts(first, changes(250), TOUCHED, Samples.rowRefused());
        int more = 0;
        while (second.goesOn()) {
            second.refused(Samples.rowRefused());
            more++;
        }

        assertThat(before + more).isEqualTo(60);
    }

    @Test
    void onlyTheStatementsOwnRowsOfTheProductsInQuestionAreTried() {
        GalleryChanges changes = changes(3);
        changes.add(7, "dead_values", 77);
        changes.add(2, "dead_values", 78);
        changes.add(2, "dead_values", 79);

        assertThat(changes.productIds(Set.of("dead_values"))).containsExactly(2L, 7L);
        assertThat(changes.parametersOf(Set.of(2L), Set.of("dead_values", "none")))
                .isEqualTo(Map.of("dead_values", "[78,79]", "media_gallery", GalleryFixture.SHOP.mediaGallery()));
    }

    private RefusedProducts search(int products, Exception failure, Set<Long> refused) {
        RefusedProducts search = new RefusedProducts(null, changes(products), TOUCHED, failure);
        while (search.goesOn()) {
            Set<Long> rows = numbers(search.parameters().get("touched"));
            tried.add(rows);
            if (rows.stream().anyMatch(refused::contains)) {
                assertThat(search.refused(Samples.rowRefused())).isTrue();
            } else {
                search.passed();
            }
        }
        return search;
    }

    private static Set<Long> numbers(Object json) {
        return Stream.of(json.toString().replaceAll("[\\[\\]]", "").split(",")).map(Long::valueOf).collect(Collectors.toSet());
    }

    private static GalleryChanges changes(int products) {
        GalleryChanges changes = new GalleryChanges(List.of(), GalleryFixture.SHOP, Refreshes.NONE);
        LongStream.rangeClosed(1, products).forEach(id -> changes.add(id, "touched", id));
        return changes;
    }
}
