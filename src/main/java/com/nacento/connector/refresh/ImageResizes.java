package com.nacento.connector.refresh;

import com.nacento.connector.message.GalleryMessageWriter;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.QueueTopology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Magento's messages that ask for a picture's resized copies, which its consumer {@code media.storage.catalog.image.resize} makes. */
public class ImageResizes {

    /** Queue, topic and routing key are one. */
    static final String TOPIC = "media.storage.catalog.image.resize";

    private static final Logger LOG = LoggerFactory.getLogger("publish-image-resizes");

    private final QueueTopology topology;
    private final GalleryMessageWriter writer;
    private volatile boolean told;

    public ImageResizes(QueueTopology topology, GalleryMessageWriter writer) {
        this.topology = topology;
        this.writer = writer;
    }

    /**
     * Whether the broker has the queue; a shop may keep it in its database.
     *
     * @throws com.nacento.connector.failure.Outage if the broker is away
     */
    public boolean isPossible() {
        boolean there = topology.has(TOPIC);
        if (!there && !told) {
            LOG.warn("this broker has no queue {}: pictures are not resized ahead, Magento does so when they are first asked for", TOPIC);
        }
        told = !there;
        return there;
    }

    /** The bulk for the images of a batch. */
    public Bulk bulk(RefreshBatch batch) {
        return new Bulk(UUID.randomUUID().toString(), List.copyOf(batch.images()));
    }

    /** One bulk of Magento's, with an operation for each image. Equal only to itself: what asks for its parts must not hash all of it. */
    public final class Bulk {

        private final String uuid;
        private final List<String> images;

        private Bulk(String uuid, List<String> images) {
            this.uuid = uuid;
            this.images = images;
        }

        /** The parameters of the bulk's row. */
        public Map<String, Object> parameters() {
            return Map.of("bulk_uuid", uuid.getBytes(StandardCharsets.US_ASCII), "operation_count", images.size(),
                    "description", "Resize pictures that the Nacento connector has changed");
        }

        /** A message for each image. */
        public List<OutgoingMessage> messages() {
            return images.stream().map(image -> OutgoingMessage.to(TOPIC, writer.writeImageResize(uuid, TOPIC, image))).toList();
        }
    }
}
