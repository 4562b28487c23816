package com.nacento.connector.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a file of items one by one, of whatever size: a bulk request ({@code {"request":{"items":[…]}}} or the inner object), an
 * array of items, or NDJSON, an item a line.
 */
public final class ItemFile implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().disable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

    private final Path file;
    private final JsonParser json;
    private final boolean inArray;
    private boolean first = true;
    private boolean ended;
    private long read;
    private ObjectNode said = JSON.createObjectNode();

    private ItemFile(Path file) throws IOException {
        this.file = file;
        boolean envelope = isEnvelope(file);
        this.json = JSON.createParser(file.toFile());
        boolean array = json.nextToken() == JsonToken.START_ARRAY;
        if (envelope) {
            enterItems();
        }
        this.inArray = array || envelope;
    }

    /** @throws UnreadableItemsException if it cannot be opened, or holds something else */
    public static ItemFile open(Path file) {
        try {
            ItemFile items = new ItemFile(file);
            if (isEnvelope(file)) {
                items.said = said(file);
            }
            return items;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * How many items a file has: it is read to its end.
     *
     * @throws UnreadableItemsException if it is not JSON to its end
     */
    public static long count(Path file) {
        try (ItemFile items = new ItemFile(file)) {
            long count = 0;
            while (items.isNextThere()) {
                items.json.skipChildren();
                count++;
            }
            return count;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Without its folder. */
    String name() {
        return file.getFileName().toString();
    }

    /**
     * What a bulk request says beside its items, {@code source} and {@code mode} for example: every bulk that is made of it says so too.
     */
    ObjectNode said() {
        return said;
    }

    /** Whether it says itself whether it is a dry run. */
    public boolean saysDryRun() {
        return said.has("dry_run");
    }

    /** How many items have been read. */
    long read() {
        return read;
    }

    /** The next item, or {@code null} at the end, however often it is asked for. */
    Item next() {
        try {
            if (!isNextThere()) {
                return null;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator copy = JSON.createGenerator(bytes)) {
                copyValue(copy);
            }
            read++;
            JsonNode sku = JSON.readTree(bytes.toByteArray()).path("sku");
            return new Item(sku.isValueNode() && !sku.isNull() ? sku.asText() : "", bytes.toByteArray());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Numbers are copied by their digits. */
    private void copyValue(JsonGenerator copy) throws IOException {
        copy.copyCurrentEventExact(json);
        for (int depth = json.currentToken().isStructStart() ? 1 : 0; depth > 0;) {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw new UnreadableItemsException(file + " is cut off.");
            }
            copy.copyCurrentEventExact(json);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    private boolean isNextThere() throws IOException {
        // whoever sends bulks asks once more: the last one ended with the file
        if (ended) {
            return false;
        }
        // of items that follow each other, the first one's beginning has been read already
        JsonToken token = first && !inArray ? json.currentToken() : json.nextToken();
        first = false;
        if (inArray && token == JsonToken.END_ARRAY) {
            readToTheEnd();
            ended = true;
            return false;
        }
        if (inArray && token == null) {
            throw new UnreadableItemsException(file + " is cut off: its array of items does not end.");
        }
        return token != null;
    }

    private void readToTheEnd() throws IOException {
        boolean outermost = json.getParsingContext().inRoot();
        while (json.nextToken() != null) {
            if (outermost) {
                throw new UnreadableItemsException(
                        file + " goes on after its array of items, at line " + json.currentTokenLocation().getLineNr() + ".");
            }
        }
    }

    private static boolean isEnvelope(Path file) throws IOException {
        try (JsonParser json = JSON.createParser(file.toFile())) {
            if (json.nextToken() == null) {
                throw new UnreadableItemsException(file + " is empty.");
            }
            if (json.currentToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.START_ARRAY) {
                throw new UnreadableItemsException(file + " holds no items: give a bulk request, an array of items, or an item a line.");
            }
            while (json.currentToken() != JsonToken.START_ARRAY && json.nextToken() == JsonToken.FIELD_NAME) {
                switch (json.currentName()) {
                    case "request", "items" -> {
                        return true;
                    }
                    case "sku", "images" -> {
                        return false;
                    }
                    default -> {
                        json.nextToken();
                        json.skipChildren();
                    }
                }
            }
            return false;
        }
    }

    /** It may stand behind the items. */
    private static ObjectNode said(Path file) throws IOException {
        try (JsonParser json = JSON.createParser(file.toFile())) {
            json.nextToken();
            return fieldsBesideItems(json);
        }
    }

    private static ObjectNode fieldsBesideItems(JsonParser json) throws IOException {
        ObjectNode fields = JSON.createObjectNode();
        ObjectNode request = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("request") && value == JsonToken.START_OBJECT) {
                request = fieldsBesideItems(json);
            } else if (name.equals("items") || name.equals("request_id")) {
                json.skipChildren();
            } else {
                fields.set(name, json.readValueAsTree());
            }
        }
        return request == null ? fields : request;
    }

    /** From the beginning of an envelope to that of its array of items. */
    private void enterItems() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("items") && value == JsonToken.START_ARRAY) {
                return;
            }
            if (!name.equals("request") || value != JsonToken.START_OBJECT) {
                json.skipChildren();
            }
        }
        throw new UnreadableItemsException(file + " has no array \"items\".");
    }

    private static UnreadableItemsException unreadable(Path file, IOException failure) {
        if (failure instanceof JacksonException broken && broken.getLocation() != null) {
            return new UnreadableItemsException(
                    file + " is not JSON at line " + broken.getLocation().getLineNr() + ", column " + broken.getLocation().getColumnNr()
                            + ": " + broken.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(" \\(start marker at .*", ""));
        }
        return new UnreadableItemsException(file + " cannot be read: " + failure);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
