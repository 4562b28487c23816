package com.nacento.connector.arrival;

import static com.nacento.connector.arrival.AwaitedLookTest.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaveAwaitedImagesTest extends RouteTest {

    @Test
    void whatHasNotComeIsDueLaterUnlessSomebodyElseHasTakenItSince() {
        AwaitedLook look = AwaitedLook.of("a look", List.of(image(1, "/a/1.jpg", 0)), Duration.ofDays(1));

        assertThat(send(look).getMessage().getBody()).isSameAs(look);

        assertThat(database.journal()).containsExactly("update-awaited-images");
        assertThat(database.parametersOf("update-awaited-images")).containsEntry("claim", "a look");
    }

    @Test
    void afterAllIsDoneNothingIsSent() {
        send(AwaitedLook.of("a look", List.of(image(1, "/a/1.jpg", 0)), Duration.ofDays(1)).afterWork());

        assertThat(database.journal()).isEmpty();
    }
}
