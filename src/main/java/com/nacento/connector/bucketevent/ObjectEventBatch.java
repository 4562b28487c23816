package com.nacento.connector.bucketevent;

import com.nacento.connector.bucketevent.EventCount.Outcome;
import com.nacento.connector.bucketevent.EventReader.Reading;
import com.nacento.connector.bucketevent.ObjectEvent.Kind;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.ReceivedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What messages that were gathered say, by the images that they are about; the rest is passed over and counted. */
final class ObjectEventBatch {

    private final EventReader reader = new EventReader();
    private final String bucket;
    private final ImagePathRules paths;
    private final Map<String, KeyEvents> images = new LinkedHashMap<>();
    private final List<DeadLetter> unreadable = new ArrayList<>();
    private int passedOver;

    /** @param bucket the one that is Magento's */
    ObjectEventBatch(List<ReceivedMessage> messages, String bucket, ImagePathRules paths) {
        this.bucket = bucket;
        this.paths = paths;
        messages.forEach(this::add);
    }

    private void add(ReceivedMessage message) {
        Reading reading = reader.read(message.body());
        for (ObjectEvent event : reading.events()) {
            Optional<String> path = path(event);
            path.ifPresentOrElse(image -> images.computeIfAbsent(image, any -> new KeyEvents()).add(event, message.body()),
                    () -> passedOver++);
        }
        if (reading.problem() != null) {
            unreadable.add(new DeadLetter(message.body(), null, reading.problem(), 1, null, EventHeaders.BUCKET));
        } else if (reading.events().isEmpty()) {
            passedOver++;
        }
    }

    /** Magento's path of the image that an event is about: no resized copy, nothing temporary, nothing outside of Magento's folder. */
    private Optional<String> path(ObjectEvent event) {
        if (event.kind() == Kind.OTHER || !event.bucket().equals(bucket)) {
            return Optional.empty();
        }
        try {
            String path = paths.magentoValue(event.key());
            return Optional.of(path).filter(image -> paths.objectKey(image).equals(event.key()));
        } catch (InvalidItemException noImage) {
            return Optional.empty();
        }
    }

    /** By Magento's path of the image. */
    Map<String, KeyEvents> images() {
        return images;
    }

    List<DeadLetter> unreadable() {
        return unreadable;
    }

    /** Counts what is not worked on. */
    void count(EventCount count) {
        count.add(Outcome.PASSED_OVER, passedOver);
        count.add(Outcome.DEAD, unreadable.size());
    }
}
