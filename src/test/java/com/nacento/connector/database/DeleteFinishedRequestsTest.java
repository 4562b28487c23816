package com.nacento.connector.database;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeleteFinishedRequestsTest extends RouteTest {

    @Test
    void whatIsFoundIsForgottenInTheOrderOfIds() {
        database.answers("find-finished-requests", List.of(row("request_id", 9L), row("request_id", 2L)));

        assertThat(send(null).getException()).isNull();

        assertThat(database.parametersOf("find-finished-requests")).containsEntry("keep_seconds", 604_800L);
        assertThat(database.parametersOf("delete-finished-requests")).containsEntry("finished_requests", "[2,9]");
    }

    @Test
    void nothingIsDeletedIfNothingIsFound() {
        send(null);

        assertThat(database.journal()).containsExactly("find-finished-requests");
    }

    @Test
    void aDatabaseThatIsAwayIsPassedOn() {
        database.fails("find-finished-requests", Samples.databaseAway());

        assertThat(send(null).getException()).isNotNull();
    }
}
