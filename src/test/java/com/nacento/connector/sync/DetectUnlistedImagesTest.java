package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectUnlistedImagesTest extends RouteTest {

    @Test
    void eachImageIsAskedForOnce() {
        answers("detect-image-change", exchange -> {
            String path = exchange.getMessage().getBody(String.class);
            exchange.getMessage().setBody(new ImageETag(path, ETagAnswer.found("of " + path)));
        });

        List<?> answers = send(null, Map.of(), Map.of("unanswered", Set.of("/a.jpg", "/b.jpg"))).getMessage().getBody(List.class);

        assertThat(neighbour("detect-image-change").getReceivedCounter()).isEqualTo(2);
        assertThat(answers.toArray()).containsExactlyInAnyOrder(new ImageETag("/a.jpg", ETagAnswer.found("of /a.jpg")),
                new ImageETag("/b.jpg", ETagAnswer.found("of /b.jpg")));
    }
}
