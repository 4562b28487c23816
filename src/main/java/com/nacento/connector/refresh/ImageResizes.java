package com.nacento.connector.refresh;

import com.nacento.connector.database.BulkId;
import com.nacento.connector.message.GalleryMessageWriter;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Publishable;
import com.nacento.connector.queue.QueueTopology;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Magento's messages that ask for a picture's resized copies, which its consumer {@code media.storage.catalog.image.resize} makes. */
public class ImageResizes {

    /** Queue, topic and routing key are one. */
    static final String TOPIC = "media.storage.catalog.image.resize";

    /** Byte by byte, as the expression of get.php has it. */
    private static final Pattern MADE_ON_DEMAND = Pattern.compile("/([\\x00-\\x7f&&[^/]])/([\\x00-\\x7f&&[^/]])/\\1\\2[^/]+");

    private static final Logger LOG = LoggerFactory.getLogger("publish-image-resizes");

    private final QueueTopology topology;
    private final GalleryMessageWriter writer;
    private volatile boolean told;
    private volatile boolean toldOfKept;

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
        boolean there = hasQueue();
        if (!there && !told) {
            LOG.warn("this broker has no queue {}: pictures are not resized ahead, Magento does so when they are first asked for", TOPIC);
        }
        told = !there;
        return there;
    }

    /** The bulk for these images. */
    public Bulk bulk(Collection<String> images) {
        return new Bulk(BulkId.random(), List.copyOf(images));
    }

    /**
     * The images whose copies {@code pub/get.php} cannot make when they are asked for: it finds an original only at
     * {@code /m/y/my.jpg}, in folders named as the first two letters of the file. For others it shows the placeholder.
     */
    static Set<String> notMadeOnDemand(Collection<String> images) {
        return images.stream().filter(image -> !MADE_ON_DEMAND.matcher(image).matches()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The replaced images whose copies may be deleted, since they come back: on demand, or by a message. What could be brought back by
     * a message only is left alone where this broker has no queue for it: an old copy is better than the placeholder.
     *
     * @throws com.nacento.connector.failure.Outage if the broker is away
     */
    public Set<String> deletable(RefreshBatch batch) {
        Set<String> images = batch.replaced();
        Set<String> byMessage = notMadeOnDemand(images);
        if (byMessage.isEmpty() || hasQueue()) {
            return images;
        }
        if (!toldOfKept) {
            LOG.warn(
                    "this broker has no queue {}: old resized copies of pictures such as {} stay, since Magento could not make new ones "
                            + "when a visitor asks (it finds"
                            + " originals only at /m/y/my.jpg); put Magento's queues on this broker",
                    TOPIC, byMessage.iterator().next());
        }
        toldOfKept = true;
        return images.stream().filter(image -> !byMessage.contains(image)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the broker has the queue. */
    protected boolean hasQueue() {
        return topology.has(TOPIC);
    }

    /** One bulk of Magento's, with an operation for each image. Equal only to itself: what asks for its parts must not hash all of it. */
    public final class Bulk implements Publishable {

        private final BulkId id;
        private final List<String> images;

        private Bulk(BulkId id, List<String> images) {
            this.id = id;
            this.images = images;
        }

        /** The parameters of the bulk's row. */
        public Map<String, Object> parameters() {
            return Map.of("bulk_uuid", id.bytes(), "operation_count", images.size(),
                    "description", "Resize pictures that the Nacento connector has changed");
        }

        /** A message for each image. */
        @Override
        public List<OutgoingMessage> messages() {
            return images.stream().map(image -> OutgoingMessage.to(TOPIC, writer.writeImageResize(id.text(), TOPIC, image))).toList();
        }
    }
}
