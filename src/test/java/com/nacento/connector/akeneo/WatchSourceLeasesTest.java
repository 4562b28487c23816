package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.Samples;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchSourceLeasesTest extends AkeneoRouteTest {

    @AfterEach
    void endTheRound() {
        bean(AkeneoUpdates.class).ended("akeneo");
    }

    @Test
    void theLeaseOfASourceThatIsBeingAskedIsRenewed() throws Exception {
        Map<String, Object> claim = bean(AkeneoUpdates.class).claim("akeneo");

        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).containsExactly("update-source-lease");
        assertThat(database.parametersOf("update-source-lease")).containsEntry("claim", claim.get("claim")).containsEntry("source",
                "akeneo");
    }

    @Test
    void nothingIsAskedOfTheDatabaseWhenTheRoundHasEnded() throws Exception {
        bean(AkeneoUpdates.class).claim("akeneo");
        bean(AkeneoUpdates.class).failed("akeneo", Samples.outage(Outage.Part.PIM));

        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsNoFailureOfTheTimer() throws Exception {
        bean(AkeneoUpdates.class).claim("akeneo");
        database.fails("update-source-lease", Samples.databaseAway());

        assertThat(fire(null).getException()).isNull();
    }
}
