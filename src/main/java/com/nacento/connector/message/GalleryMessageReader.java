package com.nacento.connector.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.intake.BodyItems;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.intake.ItemReader;
import com.nacento.connector.intake.JsonValue;
import com.nacento.connector.intake.StrictJson;
import com.nacento.connector.message.GalleryMessage.HealthCheck;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.GalleryMessage.Operations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands every message that may lie on our queues: Magento's operation, {@code {"sku","images"}}, a bulk request, our
 * own message of many operations, and health checks. What is wrong with one item is in the item.
 */
public final class GalleryMessageReader {

    /** Magento puts a whole item, escaped, into one text; RabbitMQ itself takes messages of 16 MiB. */
    private static final int MAX_TEXT_LENGTH = 1 << 24;

    /** What our own message of many operations is recognised by. */
    private static final String[] OWN_FIELDS = {"v", "operations"};

    private static final ObjectMapper TREE = new ObjectMapper();

    private final StrictJson strictJson = new StrictJson(MAX_TEXT_LENGTH);
    private final BodyReader requests;
    private final ItemReader items;

    /** @param maxImagesPerSku how many images one item may name */
    public GalleryMessageReader(ImagePathRules paths, int maxImagesPerSku) {
        this.requests = new BodyReader(paths, maxImagesPerSku);
        this.items = new ItemReader(paths, maxImagesPerSku);
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
        Integer key = work.operations().size() == 1 ? work.operations().get(0).key() : null;
        return new MessageSubject(work.bulkUuid(), key, work.operations().stream().map(operation -> operation.item().sku()).toList(),
                MessageFields.of(body, strictJson).hasAny(OWN_FIELDS));
    }

    /** @throws UnreadableMessageException if nobody can tell what the message asks for */
    public GalleryMessage read(byte[] body) {
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
            return new Operations(fields.bulkUuid(), List.of(new Operation(null, item(body))));
        }
        throw new UnreadableMessageException("neither Magento's operation, nor an item, nor a bulk request");
    }

    private GalleryMessage magentoOperation(MessageFields fields) {
        String bulkUuid = fields.bulkUuid();
        Integer key = fields.operationKey();
        try {
            byte[] data = serializedData(fields.get("serialized_data"));
            if (MessageFields.of(data, strictJson).isHealthCheck()) {
                return new HealthCheck();
            }
            return new Operations(bulkUuid, List.of(new Operation(key, item(data))));
        } catch (UnreadableMessageException unreadable) {
            if (bulkUuid == null) {
                throw unreadable;
            }
            // somebody watches this operation's status: it has to end as failed instead of staying open
            GalleryItem refused = ItemReader.refused(0, "", "serialized_data: " + unreadable.reason());
            return new Operations(bulkUuid, List.of(new Operation(key, refused)));
        }
    }

    private static byte[] serializedData(JsonValue data) {
        if (!data.isString()) {
            throw new UnreadableMessageException("serialized_data must be a text");
        }
        return data.text().getBytes(StandardCharsets.UTF_8);
    }

    private GalleryMessage bulkRequest(byte[] body) {
        try {
            requests.readEnvelope(new ByteArrayInputStream(body));
            List<Operation> operations = new ArrayList<>();
            BodyItems read = requests.items(new ByteArrayInputStream(body));
            read.forEachRemaining(item -> operations.add(new Operation(null, item)));
            return new Operations(null, operations);
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
        try (JsonParser json = strictJson.open(new ByteArrayInputStream(body))) {
            return new Operations(fields.bulkUuid(), operations(json));
        } catch (IOException failure) {
            throw MessageFields.unreadable(StrictJson.refusal(failure));
        }
    }

    private List<Operation> operations(JsonParser json) throws IOException {
        List<Operation> operations = new ArrayList<>();
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals("operations");
            if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
                operations.clear();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    operations.add(operation(json, operations.size()));
                }
            } else {
                JsonValue.skip(json);
            }
        }
        return operations;
    }

    private Operation operation(JsonParser json, int index) throws IOException {
        Map<String, JsonValue> id = new HashMap<>(Map.of("id", JsonValue.ABSENT));
        GalleryItem item = items.read(json, index, id);
        return new Operation(MessageFields.operationKey(id.get("id")), item);
    }

    private GalleryItem item(byte[] object) {
        try (JsonParser json = strictJson.open(new ByteArrayInputStream(object))) {
            json.nextToken();
            return items.read(json, 0, new HashMap<>(Map.of("bulk_uuid", JsonValue.ABSENT)));
        } catch (IOException failure) {
            throw MessageFields.unreadable(StrictJson.refusal(failure));
        }
    }

    /** The item of a bulk request as it stands in a message, untouched; empty if the message is none. */
    static Optional<byte[]> rawItem(byte[] body, int index) {
        try {
            JsonNode root = TREE.readTree(body);
            JsonNode item = (root.has("request") ? root.get("request") : root).path("items").path(index);
            return item.isMissingNode() ? Optional.empty() : Optional.of(TREE.writeValueAsBytes(item));
        } catch (IOException notJson) {
            throw new UncheckedIOException("a message that was read before", notJson);
        }
    }
}
