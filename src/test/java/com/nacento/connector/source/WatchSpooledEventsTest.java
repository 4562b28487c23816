package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.Samples;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class WatchSpooledEventsTest extends SourceRouteTest {

    private final Health health = new Health();

    /** In place of the look at the broker. */
    public static final class Health {

        boolean up;

        public boolean look() {
            return up;
        }
    }

    @Override
    protected void addBeans(Registry beans) {
        super.addBeans(beans);
        beans.bind("brokerHealth", health);
    }

    @Test
    void theyArePublished() throws Exception {
        assertThat(fire(null).getException()).isNull();

        assertThat(neighbour("publish-spooled-events").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void whileTheBrokerIsAwayAllOfThemWait() throws Exception {
        keep("1");
        keep("2");
        fails("publish-spooled-events", Samples.outage(Outage.Part.BROKER));

        for (int i = 0; i < 30; i++) {
            assertThat(fire(null).getException()).isNull();
        }

        assertThat(spool.next()).hasSize(2);
    }

    @Test
    void anEventThatTheBrokerRefusesDoesNotHoldUpTheOthersForEver() throws Exception {
        keep("too large");
        keep("2");
        health.up = true;
        fails("publish-spooled-events", new Outage(Outage.Part.BROKER, "the channel is closed", tooLarge()));

        for (int i = 0; i < 9; i++) {
            fire(null);
        }
        assertThat(spool.state()).startsWith("2 events wait");
        assertThat(spool.next()).as("one by one, since the broker may refuse one of them").hasSize(1);
        assertThat(fire(null).getException()).isNull();

        assertThat(spool.next()).extracting(event -> new String(event.body(), StandardCharsets.UTF_8)).containsExactly("2");
        health.up = false;
    }

    @Test
    void eventsThatTheBrokerIsSlowToConfirmAreNotPutAside() throws Exception {
        keep("1");
        keep("2");
        health.up = true;
        fails("publish-spooled-events", new Outage(Outage.Part.BROKER, "did not confirm a message in time", new TimeoutException()));

        for (int i = 0; i < 30; i++) {
            assertThat(fire(null).getException()).isNull();
        }

        assertThat(spool.next()).hasSize(2);
        health.up = false;
    }

    private static Exception tooLarge() {
        return new ShutdownSignalException(false, false,
                new AMQP.Channel.Close.Builder().replyCode(AMQP.PRECONDITION_FAILED).replyText("PRECONDITION_FAILED - message size")
                        .build(),
                null);
    }

    private void keep(String body) {
        spool.keep(new SourceEvent("akeneo", Instant.now(), body.getBytes(StandardCharsets.UTF_8)));
    }
}
