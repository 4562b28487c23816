package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.health.Watched;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class WatchQueuesTest extends RouteTest {

    private final Topology topology = new Topology();

    /** In place of the broker. */
    public static final class Topology {

        private final AtomicInteger looks = new AtomicInteger();
        private final Set<String> askedFor = ConcurrentHashMap.newKeySet();
        private volatile boolean away;

        public boolean isDeserted(String queue) {
            askedFor.add(queue);
            return false;
        }

        public List<String> declareMissing() {
            looks.incrementAndGet();
            if (away) {
                throw Samples.outage(Outage.Part.BROKER);
            }
            return List.of("queue test.topic");
        }
    }

    @Override
    protected void settings(Properties properties) {
        properties.put("consume", "true");
    }

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("queueTopology", topology);
        beans.bind("brokerHealth", new Watched("broker", topology::declareMissing));
    }

    @Test
    void whatIsMissingIsDeclaredInOneLook() throws Exception {
        topology.away = false;
        int before = topology.looks.get();

        assertThat(fire(null).getException()).isNull();

        assertThat(topology.looks.get() - before).as("one for its health, one to declare").isEqualTo(2);
    }

    @Test
    void whileConsumptionIsPausedNobodyAsksWhetherConsumersAreMissing() throws Exception {
        topology.away = false;
        topology.askedFor.clear();
        consumption.pause("operator");
        assertThat(fire(null).getException()).isNull();
        assertThat(topology.askedFor).isEmpty();

        consumption.resume("operator");
        assertThat(fire(null).getException()).isNull();
        assertThat(topology.askedFor).containsExactlyInAnyOrder(TOPIC, TOPIC + ".bulk");
    }

    @Test
    void aBrokerThatIsAwayIsLookedForAgainNextTime() throws Exception {
        topology.away = true;

        assertThat(fire(null).getException()).isNull();
        assertThat(fire(null).getException()).isNull();
    }
}
