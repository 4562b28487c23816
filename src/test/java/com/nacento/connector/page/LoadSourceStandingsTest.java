package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class LoadSourceStandingsTest extends RouteTest {

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("sourceView", new SourceView(List.of("akeneo", "pimcore"), Set.of(), new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    @Test
    void itIsKnownHowFarThePimWasReadAndHowManyImagesAreAwaited() {
        assertThat(bean(SourceView.class).isDue()).isTrue();
        database.answers("find-source-positions", List.of(row("source", "akeneo", "position", 1_700_000_000_000L)));
        database.answers("count-awaited-images-by-bulk",
                List.of(row("description", "Nacento gallery bulk pimcore, event of pimcore", "images", 4L)));

        assertThat(send(null).getException()).isNull();

        assertThat(bean(SourceView.class).standings()).extracting(SourceView.Standing::position).containsExactly(1_700_000_000_000L, null);
        assertThat(bean(SourceView.class).standings()).extracting(SourceView.Standing::awaited).containsExactly(0L, 4L);
        assertThat(bean(SourceView.class).isDue()).as("again at once").isFalse();
    }

    @Test
    void aDatabaseThatIsAwayIsSomebodyElsesToTell() {
        database.fails("find-source-positions", Samples.databaseAway());

        assertThat(send(null).getException()).isNotNull();
    }
}
