package com.nacento.connector.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.RepeatedFailures.Telling;
import com.nacento.connector.testing.MovedClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {

    private final MovedClock clock = new MovedClock(Instant.parse("2026-11-30T02:00:00Z"));
    private final RepeatedFailures repeated = new RepeatedFailures(clock);

    @Test
    void theFirstOfAKindHasItsStackTrace() {
        SQLException first = refused("refused: Red Bike");

        assertThat(repeated.count(first)).isEqualTo(new Telling(true, first, ""));
        assertThat(repeated.count(refused("refused: Blue Bike"))).isEqualTo(new Telling(true, null, ""));
    }

    @Test
    void ofAHundredThousandThereAreAHundredAndThreeLines() {
        List<Telling> told = IntStream.range(0, 100_000).mapToObj(i -> repeated.count(refused("refused: Bike " + i)))
                .filter(Telling::isTold).toList();

        assertThat(told).hasSize(103).extracting(Telling::rest).endsWith(" (the hundredth of this kind, from now on they are counted)",
                " (1000 of this kind within an hour)", " (10000 of this kind within an hour)", " (100000 of this kind within an hour)");
        assertThat(told.subList(1, 103)).extracting(Telling::story).containsOnlyNulls();
    }

    @Test
    void anotherKindIsNotDrownedByIt() {
        IntStream.range(0, 1_000).forEach(i -> repeated.count(refused("refused")));
        SQLException other = new SQLException("a value does not fit", "22001", 1406);

        assertThat(repeated.count(other).story()).isSameAs(other);
    }

    @Test
    void whatWasWrappedOnItsWayIsOfTheKindOfItsCause() {
        SQLException cause = refused("refused");
        repeated.count(cause);

        assertThat(repeated.count(new IllegalStateException("the chunk", cause)).story()).isNull();
    }

    @Test
    void anHourLaterItIsNewAgain() {
        IntStream.range(0, 500).forEach(i -> repeated.count(refused("refused")));
        clock.pass(Duration.ofHours(1));
        SQLException again = refused("refused");

        assertThat(repeated.count(again)).isEqualTo(new Telling(true, again, ""));
    }

    @Test
    void kindsWithoutEndShareOnePlace() {
        List<Telling> told = IntStream.range(0, 10_000).mapToObj(number -> repeated.count(new SQLException("no", "HY000", number)))
                .toList();

        assertThat(told.stream().filter(telling -> telling.story() != null)).hasSize(201);
        assertThat(told.stream().filter(Telling::isTold)).hasSizeLessThan(310);
    }

    private static SQLException refused(String words) {
        return new SQLException(words, "45000", 1644);
    }
}
