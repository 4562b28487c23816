package com.nacento.connector.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.routes.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AwaitedLookTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void whatHasComeIsDueAndTheRestIsPutOff() throws Exception {
        AwaitedLook look = look(image(1, "/a/1.jpg", 0), image(1, "/a/2.jpg", 1), image(2, "/a/1.jpg", 4)).withHeads(List.of(
                new ImageETag("/a/1.jpg", ETagAnswer.found("e")), new ImageETag("/a/2.jpg", ETagAnswer.missing())));

        assertThat(look.due()).isEqualTo(Map.of(1L, Set.of("/a/1.jpg"), 2L, Set.of("/a/1.jpg")));
        assertThat(look.rounds()).containsExactly(List.of(1L, 2L));
        assertThat(putOff(look)).singleElement().hasToString(
                "{\"request_id\":1,\"file_path\":\"/a/2.jpg\",\"looks\":2,\"due_at\":\"2026-11-29 14:08\"}");
        assertThat(putOff(look.afterWork())).as("in case the work has not ended their wait").hasSize(2);
        assertThat(look.notes()).containsEntry("claim", "a look");
    }

    @Test
    void whatABucketCouldNotBeAskedForIsPutOff() throws Exception {
        AwaitedLook look = look(image(1, "/a/1.jpg", 0), image(2, "/a/2.jpg", 0)).withHeads(List.of(
                new ImageETag("/a/1.jpg", ETagAnswer.failed(ETagAnswer.Kind.REFUSED, "403")),
                new ImageETag("/a/2.jpg", ETagAnswer.unlisted())));

        assertThat(look.due()).isEmpty();
        assertThat(putOff(look)).hasSize(2);
    }

    @Test
    void whoseTimeIsUpIsDueWithAllThatItAwaitsAndIsNotAskedForHere() {
        Map<String, Object> old = image(3, "/a/3.jpg", 4);
        old.put("submitted_at", "2026-11-28 14:05:30.000000");
        AwaitedLook look = look(image(1, "/a/1.jpg", 0), old);

        assertThat(look.unanswered()).containsExactly("/a/1.jpg");
        assertThat(look.due()).isEqualTo(Map.of(3L, Set.of()));
    }

    @Test
    void afterTheWorkItIsForgottenWhoseRequestsHaveEndedOtherwise() {
        AwaitedLook look = look(image(1, "/a/1.jpg", 0), image(2, "/a/2.jpg", 0))
                .withHeads(List.of(new ImageETag("/a/1.jpg", ETagAnswer.found("e")), new ImageETag("/a/2.jpg", ETagAnswer.missing())));

        assertThat(look.notes()).containsEntry("worked_requests", "[]");
        assertThat(look.afterWork().notes()).containsEntry("worked_requests", "[1]");
    }

    @Test
    @SuppressWarnings("unchecked")
    void ofManyRequestsSomeHundredAreInMemoryAtOnce() {
        Map<String, Object>[] images = IntStream.range(0, 1_200).mapToObj(i -> image(i, "/a/1.jpg", 0)).toArray(Map[]::new);
        AwaitedLook look = look(images).withHeads(List.of(new ImageETag("/a/1.jpg", ETagAnswer.found("e"))));

        assertThat(look.rounds()).extracting(List::size).containsExactly(500, 500, 200);
        assertThat(look.isFull()).isFalse();
    }

    @SafeVarargs
    private static AwaitedLook look(Map<String, Object>... images) {
        return AwaitedLook.of("a look", List.of(images), DAY);
    }

    static Map<String, Object> image(long request, String path, int looks) {
        return Samples.row("request_id", request, "file_path", path, "looks", looks, "submitted_at",
                "2026-11-29 13:00:00.000000", "now", "2026-11-29 14:05:30.000000");
    }

    private static JsonNode putOff(AwaitedLook look) throws Exception {
        return new ObjectMapper().readTree(look.notes().get("put_off").toString());
    }
}
