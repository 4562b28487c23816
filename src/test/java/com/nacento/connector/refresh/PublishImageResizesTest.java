package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.message.GalleryMessageWriter;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

class PublishImageResizesTest extends RouteTest {

    private static final Map<String, Object> REPLACED = row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/a.jpg", "replaced", 1L);
    private static final Map<String, Object> ADDED = row("refresh_id", 2L, "product_id", 10L, "file_path", "/m/y/b.jpg", "replaced", 0L);

    private final RefreshBeans beans = new RefreshBeans();
    private final Broker broker = new Broker();
    private volatile boolean queueIsThere;

    /** In place of the publisher: notes what it is handed. */
    public static final class Broker {

        private final List<String> sent = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        public Object send(@Body byte[] body, @Headers Map<String, Object> headers) {
            sent.add(headers.get("CamelSpringRabbitmqRoutingOverrideKey") + " " + new String(body));
            return body;
        }

        public void confirm(List<?> answers) {
            if (away) {
                throw new IllegalStateException("away");
            }
        }
    }

    @Override
    protected void addBeans(Registry bound) {
        beans.bind(bound);
        bound.bind("confirmedPublisher", broker);
        bound.bind("imageResizes", resizes());
    }

    @BeforeEach
    void theQueueIsThere() {
        broker.sent.clear();
        broker.away = false;
        queueIsThere = true;
    }

    @Test
    void magentoIsAskedForNewAndReplacedPicturesInItsOwnWords() {
        send(beans.batch(REPLACED, ADDED));

        assertThat(neighbour("save-resize-bulk").getReceivedExchanges()).hasSize(1);
        assertThat(broker.sent).hasSize(2);
        assertThat(broker.sent.get(0)).startsWith("media.storage.catalog.image.resize {\"id\":null,\"bulk_uuid\":\"")
                .contains("\"topic_name\":\"media.storage.catalog.image.resize\"",
                        "\"serialized_data\":\"{\\\"filename\\\":\\\"\\\\\\/m\\\\\\/y\\\\\\/a.jpg\\\"}\"",
                        "\"status\":4");
    }

    @Test
    void aBrokerWithoutTheQueueIsLeftAlone() {
        queueIsThere = false;

        assertThat(send(beans.batch(REPLACED)).getException()).isNull();

        assertThat(broker.sent).isEmpty();
        neighbour("save-resize-bulk").expectedMessageCount(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESIZED_IMAGES", "DEFAULT_CACHE"})
    void itWaitsUntilTheOldCopiesAreGoneAndMagentoKnowsTheOriginals(RefreshPart failed) {
        RefreshBatch batch = beans.batch(REPLACED);
        beans.failed(batch, failed, "", new IllegalStateException("403"));

        send(batch);

        assertThat(broker.sent).isEmpty();
    }

    @Test
    void whatTheBrokerDoesNotConfirmIsTriedAgain() {
        broker.away = true;
        RefreshBatch batch = beans.batch(REPLACED);

        assertThat(send(batch).getException()).isNull();

        assertThat(batch.hasFailed(RefreshPart.RESIZE)).isTrue();
    }

    private ImageResizes resizes() {
        CachingConnectionFactory nowhere = new CachingConnectionFactory("localhost", 1);
        return new ImageResizes(new QueueTopology(nowhere, new Queues("magento", TOPIC)),
                new GalleryMessageWriter(new ImagePathRules("media", "", Set.of("jpg")))) {
            @Override
            public boolean isPossible() {
                return queueIsThere;
            }
        };
    }
}
