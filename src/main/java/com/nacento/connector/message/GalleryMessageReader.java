package com.nacento.connector.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.intake.BodyItems;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.intake.ItemReader;
import com.nacento.connector.intake.JsonValue;
import com.nacento.connector.intake.StrictJson;
import com.nacento.connector.message.GalleryMessage.HealthCheck;
import com.nacento.connector.message.GalleryMessage.Opened;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.GalleryMessage.Operations;
import com.nacento.connector.queue.LargeBodies;
import com.nacento.connector.sync.LastWins;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * Understands every message that may lie on our queues: Magento's operation, {@code {"sku","images"}}, a bulk request, our
 * own message of many operations, and health checks. What is wrong with one item is in the item.
 */
public final class GalleryMessageReader {

    /** Magento puts a whole item, escaped, into one text; RabbitMQ itself takes messages of 16 MiB. */
    private static final int MAX_TEXT_LENGTH = 1 << 24;

    /** What our own message of many operations is recognised by. */
    private static final String[] OWN_FIELDS = {"v", "operations"};

    /** What a bulk request says of all its items, and an item that comes alone says itself. */
    private static final Set<String> SAID_OF_ALL = Set.of("source", "mode", "allow_empty", "max_removals");

    private static final ObjectMapper TREE = new ObjectMapper();

    private final StrictJson strictJson = new StrictJson(MAX_TEXT_LENGTH);
    private final BodyReader requests;
    private final ItemReader items;
    private final ItemReader ownItems;

    /** @param maxImagesPerSku how many images one item may name; one that says no more than its images is plain */
    public GalleryMessageReader(ImagePathRules paths, int maxImagesPerSku) {
        this(paths, maxImagesPerSku, RequestTerms.PLAIN);
    }

    /**
     * @param maxImagesPerSku how many images one item may name
     * @param defaults        how a message of others is meant that does not say; our own say all
     */
    public GalleryMessageReader(ImagePathRules paths, int maxImagesPerSku, RequestTerms defaults) {
        this.requests = new BodyReader(paths, maxImagesPerSku, defaults);
        this.items = new ItemReader(paths, maxImagesPerSku, defaults);
        this.ownItems = new ItemReader(paths, maxImagesPerSku, RequestTerms.PLAIN);
    }

    /** A reader for whoever asks for {@linkplain #subject subjects} only: what it says of images is worth nothing. */
    public static GalleryMessageReader ofSubjects() {
        return new GalleryMessageReader(new ImagePathRules("", "", List.of()), 1);
    }

    /**
     * Which SKUs a message is about.
     *
     * @throws UnreadableMessageException if nobody can tell what the message asks for
     */
    public MessageSubject subject(byte[] body) {
        GalleryMessage message = read(body);
        if (!(message instanceof Operations work)) {
            return new MessageSubject(null, null, List.of(), false);
        }
        Long key = work.operations().size() == 1 ? work.operations().get(0).key() : null;
        return new MessageSubject(work.bulkUuid(), key, work.operations().stream().map(operation -> operation.item().sku()).toList(),
                MessageFields.of(body, strictJson).hasAny(OWN_FIELDS));
    }

    /** @throws UnreadableMessageException if nobody can tell what the message asks for */
    public GalleryMessage read(byte[] body) {
        GalleryMessage message = open(body);
        if (!(message instanceof Opened opened)) {
            return message;
        }
        List<Operation> operations = new ArrayList<>();
        opened.operations().forEachRemaining(operations::add);
        return new Operations(opened.bulkUuid(), operations);
    }

    /**
     * A message whose items are still to be read. It is read once to its end before, so that nothing is done of one that is broken.
     *
     * @throws UnreadableMessageException if nobody can tell what the message asks for
     */
    GalleryMessage open(byte[] body) {
        MessageFields fields = MessageFields.of(body, strictJson);
        if (fields.isHealthCheck()) {
            return new HealthCheck();
        }
        if (fields.hasAny("serialized_data")) {
            return magentoOperation(fields);
        }
        if (fields.hasAny(OWN_FIELDS)) {
            return ownOperations(body, fields);
        }
        if (fields.hasAny("request", "items")) {
            return bulkRequest(body);
        }
        if (fields.hasAny("sku", "images")) {
            return single(fields.bulkUuid(), new Operation(null, item(body)));
        }
        throw new UnreadableMessageException("neither Magento's operation, nor an item, nor a bulk request");
    }

    private static GalleryMessage single(String bulkUuid, Operation operation) {
        return new Opened(bulkUuid, 1, List.of(operation).iterator());
    }

    private GalleryMessage magentoOperation(MessageFields fields) {
        String bulkUuid = fields.bulkUuid();
        Long key = fields.operationKey();
        try {
            byte[] data = serializedData(fields.get("serialized_data"));
            if (MessageFields.of(data, strictJson).isHealthCheck()) {
                return new HealthCheck();
            }
            return single(bulkUuid, new Operation(key, item(data)));
        } catch (UnreadableMessageException unreadable) {
            if (bulkUuid == null) {
                throw unreadable;
            }
            // somebody watches this operation's status: it has to end as failed instead of staying open
            GalleryItem refused = ItemReader.refused(0, "", "serialized_data: " + unreadable.reason());
            return single(bulkUuid, new Operation(key, refused));
        }
    }

    private static byte[] serializedData(JsonValue data) {
        if (!data.isString()) {
            throw new UnreadableMessageException("serialized_data must be a text");
        }
        return data.text().getBytes(StandardCharsets.UTF_8);
    }

    /** Of items for the same SKU the last good one stands, as in a bulk that comes by HTTP. */
    private GalleryMessage bulkRequest(byte[] body) {
        try {
            BulkEnvelope envelope = requests.readEnvelope(LargeBodies.open(body));
            envelope.refuseDryRun();
            List<String> skus = new ArrayList<>(envelope.skus());
            skus.replaceAll(sku -> sku.isEmpty() ? null : sku);
            Map<Integer, Integer> superseded = LastWins.amongGood(skus, () -> requests.items(LargeBodies.open(body), envelope.terms()),
                    item -> item.error() != null);
            BodyItems read = requests.items(LargeBodies.open(body), envelope.terms());
            return new Opened(null, skus.size(), StreamSupport.stream(Spliterators.spliteratorUnknownSize(read, Spliterator.ORDERED), false)
                    .filter(item -> !superseded.containsKey(item.index())).map(item -> new Operation(null, item)).iterator());
        } catch (MalformedBody refusal) {
            throw MessageFields.unreadable(refusal);
        }
    }

    private GalleryMessage ownOperations(byte[] body, MessageFields fields) {
        JsonValue version = fields.get("v");
        if (version.kind() != JsonValue.Kind.INTEGER || !version.text().equals("1")) {
            throw new UnreadableMessageException("v must be 1: a newer connector may have sent this");
        }
        if (fields.get("operations").kind() != JsonValue.Kind.ARRAY) {
            throw new UnreadableMessageException("operations must be an array");
        }
        String bulkUuid = fields.bulkUuid();
        int size = 0;
        for (Iterator<Operation> checked = new OwnOperations(body); checked.hasNext(); checked.next()) {
            size++;
        }
        return new Opened(bulkUuid, size, new OwnOperations(body));
    }

    /** Goes through the array {@code operations} of our own message. */
    private final class OwnOperations implements Iterator<Operation> {

        private final JsonParser json;
        private int index;
        private Operation next;

        OwnOperations(byte[] body) {
            try {
                json = strictJson.open(LargeBodies.open(body));
                json.nextToken();
                toArray();
                next = read();
            } catch (IOException failure) {
                throw MessageFields.unreadable(StrictJson.refusal(failure));
            }
        }

        private boolean toArray() throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals("operations");
                if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
                    return true;
                }
                JsonValue.skip(json);
            }
            return false;
        }

        private Operation read() throws IOException {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                if (toArray()) {
                    throw new UnreadableMessageException("operations must be given once");
                }
                json.close();
                return null;
            }
            return operation(json, index++);
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Operation next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            try {
                Operation operation = next;
                next = read();
                return operation;
            } catch (IOException failure) {
                throw MessageFields.unreadable(StrictJson.refusal(failure));
            }
        }
    }

    private Operation operation(JsonParser json, int index) throws IOException {
        Map<String, JsonValue> id = new HashMap<>(Map.of("id", JsonValue.ABSENT));
        GalleryItem item = ownItems.readSingle(json, index, id);
        return new Operation(MessageFields.operationKey(id.get("id")), item);
    }

    private GalleryItem item(byte[] object) {
        try (JsonParser json = strictJson.open(new ByteArrayInputStream(object))) {
            json.nextToken();
            return items.readSingle(json, 0, new HashMap<>(Map.of("bulk_uuid", JsonValue.ABSENT)));
        } catch (IOException failure) {
            throw MessageFields.unreadable(StrictJson.refusal(failure));
        }
    }

    /**
     * Items of a bulk request as they stand in a message, by their places; none if the message is no bulk request. What the request says of
     * all of them is added, since each is to stand alone.
     */
    static Map<Integer, byte[]> rawItems(byte[] body, Set<Integer> places) {
        Map<Integer, byte[]> items = new HashMap<>();
        try (JsonParser json = TREE.createParser(LargeBodies.open(body))) {
            if (!BodyItems.find(json)) {
                return items;
            }
            ObjectNode said = saidOfAll(body);
            for (int place = 0; items.size() < places.size() && json.nextToken() != JsonToken.END_ARRAY; place++) {
                if (places.contains(place)) {
                    JsonNode item = json.readValueAsTree();
                    if (item instanceof ObjectNode own) {
                        said.fields().forEachRemaining(field -> {
                            if (!own.hasNonNull(field.getKey())) {
                                own.set(field.getKey(), field.getValue());
                            }
                        });
                    }
                    items.put(place, TREE.writeValueAsBytes(item));
                } else {
                    json.skipChildren();
                }
            }
            return items;
        } catch (IOException notJson) {
            throw new UncheckedIOException("a message that was read before", notJson);
        }
    }

    private static ObjectNode saidOfAll(byte[] body) throws IOException {
        try (JsonParser json = TREE.createParser(LargeBodies.open(body))) {
            json.nextToken();
            return saidOfAll(json);
        }
    }

    private static ObjectNode saidOfAll(JsonParser json) throws IOException {
        ObjectNode said = TREE.createObjectNode();
        ObjectNode request = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("request") && value == JsonToken.START_OBJECT) {
                request = saidOfAll(json);
            } else if (SAID_OF_ALL.contains(name)) {
                said.set(name, json.readValueAsTree());
            } else {
                json.skipChildren();
            }
        }
        return request == null ? said : request;
    }
}
