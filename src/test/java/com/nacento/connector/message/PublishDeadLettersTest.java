package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class PublishDeadLettersTest extends RouteTest {

    @Test
    void deadLettersDoNotWaitForEachOthersConfirm() {
        Set<Thread> publishers = ConcurrentHashMap.newKeySet();
        answers("publish-dead-letter", exchange -> publishers.add(Thread.currentThread()));
        Work work = new Work(240);

        assertThat(publish(work).getException()).isNull();

        assertThat(neighbour("publish-dead-letter").getReceivedCounter()).isEqualTo(240);
        assertThat(publishers).as("threads that each wait for one").isNotEmpty().doesNotContain(Thread.currentThread());
        assertThat(work.deadLetters()).isEmpty();
    }

    @Test
    void onlyTheDeadLetterThatTheBrokerHasNotTakenIsPublishedAgain() {
        AtomicInteger number = new AtomicInteger();
        answers("publish-dead-letter", exchange -> {
            if (number.incrementAndGet() == 130) {
                throw Samples.outage(Outage.Part.BROKER);
            }
        });
        Work work = new Work(240);

        assertThat(Outage.in(publish(work).getException())).isNotNull();
        assertThat(neighbour("publish-dead-letter").getReceivedCounter()).as("the third hundred is left for later").isEqualTo(200);

        assertThat(publish(work).getException()).isNull();
        assertThat(neighbour("publish-dead-letter").getReceivedCounter()).as("one again, and forty").isEqualTo(241);
    }

    private Exchange publish(Work work) {
        return send(null, Map.of(), Map.of("undone", work));
    }

    private static final class Work implements DeadLetterWork {
        private final ConcurrentLinkedQueue<DeadLetter> left = new ConcurrentLinkedQueue<>();

        Work(int letters) {
            IntStream.range(0, letters).forEach(i -> left.add(new DeadLetter(new byte[0], "sku-" + i, "internal: x", 1, null)));
        }

        @Override
        public List<DeadLetter> deadLetters() {
            return List.copyOf(left);
        }

        @Override
        public void published(DeadLetter letter) {
            left.remove(letter);
        }
    }
}
