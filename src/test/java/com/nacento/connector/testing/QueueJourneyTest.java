package com.nacento.connector.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A journey through the queue: its connector takes from the queue, and the test sees tables and queues. */
public abstract class QueueJourneyTest extends JourneyTest {

    protected ShopQueues queues;
    protected Bulks bulks;
    protected Galleries galleries;

    @BeforeAll
    void lookAtQueues() {
        queues = ShopQueues.of(shop);
        bulks = new Bulks(shop);
        galleries = new Galleries(shop);
    }

    /** No message was lost into the dead letters unnoticed, none is left. */
    @AfterAll
    void leaveNothingBehind() {
        try {
            assertThat(queues.takeAll(ShopQueues.DEAD)).extracting(ShopQueues.Taken::text).isEmpty();
        } finally {
            queues.close();
        }
    }

    @Override
    protected Map<String, String> settings() throws SQLException {
        return Map.of("nacento.rabbitmq.consumers", "2");
    }

    /** A product with some images that the bucket has. */
    protected void addProduct(String sku, String... images) throws SQLException {
        shop.addProduct(sku);
        for (String image : images) {
            shop.putImage(image, "picture of " + image);
        }
    }

    /** An item as JSON: one image with a label. */
    protected static String item(String sku, String image, String label) {
        return "{\"sku\":\"%s\",\"images\":[{\"file_path\":\"%s\",\"label\":\"%s\"}]}".formatted(sku, image, label);
    }

    /** A bulk of items as JSON. */
    protected static String request(String... items) {
        return "{\"request\":{\"request_id\":\"op-1\",\"items\":[" + String.join(",", items) + "]}}";
    }
}
