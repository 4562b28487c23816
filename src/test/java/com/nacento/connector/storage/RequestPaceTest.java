package com.nacento.connector.storage;

import static com.nacento.connector.storage.RequestPace.Answer.GOOD;
import static com.nacento.connector.storage.RequestPace.Answer.NONE;
import static com.nacento.connector.storage.RequestPace.Answer.SILENCE;
import static com.nacento.connector.storage.RequestPace.Answer.SLOW_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPaceTest {

    private final RequestPace pace = new RequestPace(64, Duration.ofSeconds(30));

    @Test
    void aWaveOfSlowDownsHalvesTheNumberOnce() throws Exception {
        List<RequestPace.Place> wave = enter(32);

        wave.forEach(place -> pace.leave(place, SLOW_DOWN, true));

        assertThat(pace.allowed()).isEqualTo(16);
    }

    @Test
    void whoeverIsRefusedAgainHalvesItAgainDownToOne() throws Exception {
        List<Integer> allowed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pace.leave(pace.enter(), SLOW_DOWN, true);
            allowed.add(pace.allowed());
        }

        assertThat(allowed).containsExactly(16, 8, 4, 2, 1, 1, 1, 1);
    }

    @Test
    void aBucketThatRefusesOneAtATimeTenTimesInARowRefusesEverything() throws Exception {
        for (int i = 0; i < 5 + 10; i++) {
            assertThat(pace.isHopeless()).isFalse();
            pace.leave(pace.enter(), SLOW_DOWN, true);
        }
        assertThat(pace.isHopeless()).isTrue();

        pace.leave(pace.enter(), GOOD, true);
        assertThat(pace.isHopeless()).as("one good answer is a hope").isFalse();
    }

    @Test
    void whoeverWaitsForItsTurnGivesUpOnlyWhenNobodyIsAnswered() throws Exception {
        RequestPace single = new RequestPace(1, Duration.ofMillis(50));
        RequestPace.Place silent = single.enter();
        assertThatThrownBy(single::enter).isInstanceOf(TimeoutException.class).hasMessageContaining("answered nobody");

        single.leave(silent, NONE, true);
        assertThat(single.enter().round()).isZero();
    }

    @Test
    void whatSlowDownHasTakenComesBackPlaceByPlace() throws Exception {
        enter(32).forEach(place -> pace.leave(place, SLOW_DOWN, true));

        List<Integer> allowed = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            enter(pace.allowed()).forEach(place -> pace.leave(place, GOOD, false));
            allowed.add(pace.allowed());
        }

        assertThat(allowed).startsWith(17, 18, 19).endsWith(55, 56);
    }

    @Test
    void aFarBucketThatBearsItIsAskedForAsManyAsTheSettingsSay() {
        Bucket bucket = new Bucket(100, 100_000);

        assertThat(bucket.answers(32, 512)).as("a round to open connections, one to see, and so on").isLessThan(3_000);
        assertThat(bucket.heightAfter(10_000)).isEqualTo(512);
    }

    @Test
    void aBucketIsAskedForAsManyAsFillItAndNotForMore() {
        for (int capacity : new int[] {1_000, 4_000, 8_000}) {
            Bucket bucket = new Bucket(20, capacity);

            // by Little's law so many fill it: half of them, waiting no longer than they are worked on, are the least
            int filling = capacity * 20 / 1_000;
            assertThat(bucket.heightAfter(20_000)).as("%d a second", capacity).isBetween(filling, 4 * filling);
            assertThat(bucket.heightAfter(50_000)).as("%d a second, for long", capacity).isBetween(filling, 4 * filling);
        }
    }

    @Test
    void aBucketThatGetsSlowerTheMoreItIsAskedForIsAskedForFewer() {
        Bucket bucket = new Bucket(20, 8_000);
        bucket.heightAfter(20_000);

        bucket.capacity = 200;

        assertThat(bucket.heightAfter(5_000)).isLessThan(20);
    }

    @Test
    void theDistanceGrowsByItselfAndThatIsNotTheNumbersFault() {
        Bucket bucket = new Bucket(20, 100_000);
        assertThat(bucket.heightAfter(10_000)).isEqualTo(512);

        bucket.millis = 200;

        assertThat(bucket.heightAfter(100_000)).isEqualTo(512);
    }

    /** A bucket that stalls while hundreds are under way must not meet all of them again when it recovers. */
    @Test
    void aBucketThatAnswersNobodyIsAskedForFewerAndSoonForAsManyAgainWhenItAnswers() {
        Bucket bucket = new Bucket(20, 100_000);
        assertThat(bucket.heightAfter(10_000)).isEqualTo(512);

        bucket.stalls();
        assertThat(bucket.pace.allowed()).as("one wave, one step").isEqualTo(256);
        for (int wave = 0; wave < 9; wave++) {
            bucket.stalls();
        }
        assertThat(bucket.pace.allowed()).as("never fewer than at the beginning").isEqualTo(32);
        assertThat(bucket.pace.isHopeless()).isFalse();

        assertThat(bucket.heightAfter(3_000)).isEqualTo(512);
    }

    @Test
    void oneAnswerThatIsLostIsSoonForgotten() throws Exception {
        Bucket bucket = new Bucket(20, 100_000);
        bucket.heightAfter(10_000);

        bucket.pace.leave(bucket.underWay.remove().place(), SILENCE, true);

        assertThat(bucket.pace.allowed()).isEqualTo(256);
        assertThat(bucket.heightAfter(3_000)).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({"100, 180, 8", "20, 200, 10"})
    void whoWasBroughtDownComesUpAgainThoughTheBucketIsNowSlower(int millis, int later, int refusals) {
        Bucket bucket = new Bucket(millis, 100_000);
        bucket.heightAfter(10_000);

        bucket.refuses(refusals);
        bucket.millis = later;

        assertThat(bucket.heightAfter(30_000)).isGreaterThan(100);
    }

    @Test
    void aRoundInWhichPlacesAreLeftChangesNothing() throws Exception {
        AtomicLong time = new AtomicLong();
        RequestPace quiet = new RequestPace(512, Duration.ofSeconds(30), time::get);
        for (int call = 0; call < 500; call++) {
            RequestPace.Place place = quiet.enter();
            time.addAndGet(call < 100 ? 1_000_000 : 500_000_000);
            quiet.leave(place, GOOD, true);
        }
        assertThat(quiet.allowed()).isEqualTo(32);
    }

    @Test
    void aNearServerThatIsBusyWithOtherThingsKeepsWhatItBears() {
        Bucket bucket = new Bucket(1, 4_000);

        assertThat(bucket.heightAfter(20_000)).as("15 ms of waiting are no sign of anything").isBetween(32, 128);
    }

    @Test
    void whoAsksForLittleLearnsNothingAboutMany() throws Exception {
        for (int call = 0; call < 1_000; call++) {
            enter(3).forEach(place -> pace.leave(place, GOOD, true));
        }
        assertThat(pace.allowed()).isEqualTo(32);
    }

    @Test
    void evenTheSmallestNumberLeavesOnePlace() throws Exception {
        RequestPace single = new RequestPace(1, Duration.ofSeconds(30));
        for (int i = 0; i < 3; i++) {
            single.leave(single.enter(), SLOW_DOWN, true);
        }
        assertThat(single.allowed()).isOne();
    }

    private List<RequestPace.Place> enter(int requests) throws Exception {
        List<RequestPace.Place> entered = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            entered.add(pace.enter());
        }
        return entered;
    }

    @Test
    void thereAreAsManyThreadsAsThereMayBeRequestsAndSomeThatBringInTheNext() throws Exception {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(512, 512, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        try {
            Bucket far = new Bucket(100, 100_000);
            far.pace.follow(threads);
            assertThat(threads).returns(64, ThreadPoolExecutor::getCorePoolSize).returns(64, ThreadPoolExecutor::getMaximumPoolSize);

            far.answers(32, 512);
            assertThat(threads).returns(512, ThreadPoolExecutor::getCorePoolSize).returns(512, ThreadPoolExecutor::getMaximumPoolSize);

            far.refuses(1);
            assertThat(threads).returns(288, ThreadPoolExecutor::getCorePoolSize).returns(288, ThreadPoolExecutor::getMaximumPoolSize);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFreePlaceIsNotLostOnWhoeverGivesUpWaiting() throws Exception {
        RequestPace few = new RequestPace(2, Duration.ofMinutes(1));
        int askers = 40;
        int turns = 200;
        ExecutorService threads = Executors.newFixedThreadPool(askers);
        try {
            List<Future<Integer>> had = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                boolean givesUp = i % 2 == 0;
                had.add(threads.submit(() -> {
                    int taken = 0;
                    for (int turn = 0; turn < turns; turn++) {
                        if (givesUp && turn % 3 == 0) {
                            Thread.currentThread().interrupt();
                        }
                        try {
                            RequestPace.Place place = few.enter();
                            taken++;
                            Thread.yield();
                            few.leave(place, GOOD, true);
                        } catch (InterruptedException goneAway) {
                            continue;
                        }
                    }
                    return taken;
                }));
            }
            for (int i = 1; i < askers; i += 2) {
                assertThat(had.get(i).get(50, TimeUnit.SECONDS)).isEqualTo(turns);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Answers HEADs after so many milliseconds, so many a second at most, in a time of its own; as many are asked as may be. */
    private static final class Bucket {

        private record UnderWay(long answeredAt, RequestPace.Place place) {
        }

        private final PriorityQueue<UnderWay> underWay = new PriorityQueue<>(Comparator.comparingLong(UnderWay::answeredAt));
        private final RequestPace pace = new RequestPace(512, Duration.ofSeconds(30), () -> this.now);
        private int millis;
        private int capacity;
        private long now;
        private long busyUntil;

        Bucket(int millis, int capacity) {
            this.millis = millis;
            this.capacity = capacity;
        }

        /** How many answers it takes from one height to another. */
        int answers(int from, int to) {
            assertThat(pace.allowed()).isEqualTo(from);
            int answers = 0;
            while (pace.allowed() < to && answers < 100_000) {
                heightAfter(1);
                answers++;
            }
            return answers;
        }

        /** So many times it asks for less. */
        void refuses(int times) {
            try {
                underWay.forEach(request -> pace.leave(request.place(), GOOD, true));
                underWay.clear();
                for (int i = 0; i < times; i++) {
                    pace.leave(pace.enter(), SLOW_DOWN, true);
                }
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Whatever is under way, as much as may be, is given up. */
        void stalls() {
            try {
                while (underWay.size() < pace.allowed()) {
                    underWay.add(new UnderWay(now, pace.enter()));
                }
                underWay.forEach(request -> pace.leave(request.place(), SILENCE, true));
                underWay.clear();
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        /** How many may be under way after so many answers more. */
        int heightAfter(int answers) {
            try {
                for (int i = 0; i < answers; i++) {
                    while (underWay.size() < pace.allowed()) {
                        busyUntil = Math.max(now, busyUntil) + 1_000_000_000L / capacity;
                        underWay.add(new UnderWay(busyUntil + millis * 1_000_000L, pace.enter()));
                    }
                    UnderWay next = underWay.remove();
                    now = next.answeredAt();
                    pace.leave(next.place(), GOOD, true);
                }
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return pace.allowed();
        }
    }
}
