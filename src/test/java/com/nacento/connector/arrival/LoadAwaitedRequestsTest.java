package com.nacento.connector.arrival;

import static com.nacento.connector.arrival.AwaitedLookTest.image;
import static com.nacento.connector.message.OperationFixture.only;
import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.message.MessageWork;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class LoadAwaitedRequestsTest extends RouteTest {

    private static final String AWAITS = "{\"paths\":[\"/a/1.jpg\",\"/a/2.jpg\"],\"decided\":[{\"file_path\":\"/a/0.jpg\"},"
            + "{\"file_path\":\"/a/1.jpg\"},{\"file_path\":\"/a/2.jpg\"}],\"stats\":{\"inserted\":1,\"warnings\":[]}}";
    private static final String IMAGES = "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/a/0.jpg\"},"
            + "{\"file_path\":\"/a/1.jpg\",\"label\":\"1\"},{\"file_path\":\"/a/2.jpg\"}]}";

    private final AwaitedLook look = AwaitedLook.of("a look", List.of(image(7, "/a/1.jpg", 0)), Duration.ofDays(1))
            .withHeads(List.of(new ImageETag("/a/1.jpg", ETagAnswer.found("e"))));

    @Test
    void whatHasComeIsAskedForAndNothingElseOfTheRequest() {
        database.answers("find-awaited-requests", List.of(row("request_id", 7L, "sku", "SKU-10", "bulk_uuid", "bulk-1", "operation_key", 3L,
                "message_id", null, "images", IMAGES, "awaits", AWAITS, "bulk_of_operation", "bulk-1")));

        MessageWork work = load(List.of(7L));

        assertThat(database.parametersOf("find-awaited-requests")).containsEntry("request_ids", "[7]");
        assertThat(only(work).lookUp().get("message_requests")).isEqualTo(
                "[{\"bulk_uuid\":\"bulk-1\",\"operation_key\":3,\"message_id\":null,\"place\":1}]");
        GalleryItem asked = work.call().items().get().next();
        assertThat(asked.images()).containsExactly(new GalleryImage("/a/1.jpg", "1", null, null, null));
        assertThat(asked.terms().remove()).as("that is in the request's row").isFalse();
    }

    @Test
    void anItemOfAMessageIsFoundByItsPlace() {
        database.answers("find-awaited-requests", List.of(row("request_id", 7L, "sku", "SKU-10", "bulk_uuid", null, "operation_key", 5L,
                "message_id", "message-9", "images", Samples.images("/a/1.jpg"), "awaits", AWAITS, "bulk_of_operation", null)));

        assertThat(only(load(List.of(7L))).lookUp().get("message_requests")).isEqualTo(
                "[{\"bulk_uuid\":null,\"operation_key\":null,\"message_id\":\"message-9\",\"place\":5}]");
    }

    @Test
    void whatSomebodyElseHasEndedIsNotWorkedOn() {
        assertThat(load(List.of(7L)).goesOn()).isFalse();
    }

    private MessageWork load(List<Long> requests) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setVariable("look", look);
        exchange.getMessage().setBody(requests);
        Exchange answer = template.send("direct:load-awaited-requests", exchange);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(MessageWork.class);
    }
}
