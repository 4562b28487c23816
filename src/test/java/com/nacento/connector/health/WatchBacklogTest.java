package com.nacento.connector.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchBacklogTest extends RouteTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private boolean away;
    private long now;

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("backlog", new Backlog(metrics, () -> now));
        beans.bind("databaseHealth", new Watched("database", () -> {
            if (away) {
                throw new IOException("the test took it away");
            }
        }).show(metrics));
    }

    @BeforeEach
    void theDatabaseIsThere() {
        away = false;
        now += Duration.ofHours(1).toNanos();
    }

    @Test
    void theAgeOfTheOldestOpenRequestIsShown() throws Exception {
        database.answers("find-oldest-request", List.of(Map.of("age_seconds", new BigDecimal("90.5"))));
        assertThat(fire(null).getException()).isNull();
        assertThat(age()).isEqualTo(90.5);

        database.answers("find-oldest-request", List.of());
        fire(null);
        assertThat(age()).as("nothing is open").isZero();
        assertThat(metrics.get("nacento.part.up").tag("part", "database").gauge().value()).isEqualTo(1);
    }

    @Test
    void theAgeOfTheOldestRefreshIsShown() throws Exception {
        database.answers("find-oldest-refresh", List.of(Map.of("age_seconds", new BigDecimal("7.25"))));
        fire(null);
        assertThat(metrics.get("nacento.oldest.refresh.age").gauge().value()).isEqualTo(7.25);

        database.answers("find-oldest-refresh", List.of());
        fire(null);
        assertThat(metrics.get("nacento.oldest.refresh.age").gauge().value()).as("nothing waits").isZero();
    }

    @Test
    void howManyImagesWaitForTheirObjectsIsShown() throws Exception {
        database.answers("count-awaited-images", List.of(Map.of("images", 12L)));
        fire(null);
        assertThat(metrics.get("nacento.awaited.images").gauge().value()).isEqualTo(12);
    }

    @Test
    void theyAreCountedEveryMinute() throws Exception {
        fire(null);
        now += Duration.ofMinutes(1).toNanos();
        fire(null);
        now += Duration.ofSeconds(59).toNanos();
        fire(null);
        assertThat(database.journal().stream().filter("count-awaited-images"::equals)).hasSize(2);
        assertThat(database.journal()).endsWith("find-oldest-request", "find-oldest-refresh");
    }

    @Test
    void nothingIsShownWhenItCannotBeLookedAt() throws Exception {
        database.answers("find-oldest-request", List.of());
        fire(null);
        database.fails("find-oldest-request", Samples.databaseAway());

        assertThat(fire(null).getException()).as("the next look comes in seconds").isNull();

        assertThat(age()).isNaN();
        assertThat(metrics.get("nacento.oldest.refresh.age").gauge().value()).isNaN();
        assertThat(metrics.get("nacento.awaited.images").gauge().value()).isNaN();
    }

    @Test
    void aDatabaseThatIsAwayIsNotAsked() throws Exception {
        away = true;
        fire(null);

        assertThat(database.journal()).isEmpty();
        assertThat(metrics.get("nacento.part.up").tag("part", "database").gauge().value()).isZero();
    }

    private double age() {
        return metrics.get("nacento.oldest.request.age").gauge().value();
    }
}
