package com.nacento.connector.message;

import static com.nacento.connector.gallery.OperationStatus.OPEN;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.message.GalleryMessage.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the messages that the connector publishes. Paths are written so that they mean the same when read again. */
public final class GalleryMessageWriter {

    /** PHP's json_encode, by which Magento writes, escapes slashes and everything beyond ASCII, in lower-case hex. */
    private static final JsonFactory LIKE_PHP = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();
    private final JsonFactory plain = new JsonFactory();
    private final ImagePathRules paths;
    private final boolean mergeMustBeSaid;

    /** A writer for whom an item that says nothing of it is plain. */
    public GalleryMessageWriter(ImagePathRules paths) {
        this(paths, false);
    }

    /**
     * @param replaces whether an item that says nothing of it is meant to replace, by the settings: Magento's own form, which others
     *                 write as well, must then say if it is not
     */
    public GalleryMessageWriter(ImagePathRules paths, boolean replaces) {
        this.paths = paths;
        this.mergeMustBeSaid = replaces;
    }

    /**
     * Our own message for many SKUs: {@code {"v":1,"bulk_uuid":…,"operations":[{"id":1,"sku":…,"images":[…]}]}}.
     *
     * @param bulkUuid may be {@code null}
     */
    public byte[] writeOperations(String bulkUuid, List<Operation> operations) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = plain.createGenerator(body)) {
            json.writeStartObject();
            json.writeNumberField("v", 1);
            json.writeStringField("bulk_uuid", bulkUuid);
            json.writeArrayFieldStart("operations");
            for (Operation operation : operations) {
                json.writeStartObject();
                json.writeFieldName("id");
                writeKey(json, operation.key());
                writeItem(json, operation.item(), false);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return body.toByteArray();
    }

    /**
     * Magento's own operation message for one SKU, key by key as Magento writes it, so that the PHP module can consume it.
     *
     * @param bulkUuid     may be {@code null}
     * @param operationKey may be {@code null}, as in Magento's own
     * @param topic        the topic's name, {@code nacento.gallery.process}
     */
    public byte[] writeMagentoOperation(String bulkUuid, Long operationKey, String topic, GalleryItem item) {
        return writeOperation(bulkUuid, operationKey, topic, writeSerializedData(item));
    }

    /**
     * Magento's own message that asks for the resized copies of an image.
     *
     * @param bulkUuid a bulk that exists: Magento's consumer cannot end an operation without one
     * @param topic    {@code media.storage.catalog.image.resize}
     * @param path     Magento's value, {@code /m/y/a.jpg}
     */
    public byte[] writeImageResize(String bulkUuid, String topic, String path) {
        StringWriter data = new StringWriter();
        try (JsonGenerator json = LIKE_PHP.createGenerator(data)) {
            json.writeStartObject();
            json.writeStringField("filename", path);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return writeOperation(bulkUuid, null, topic, data.toString());
    }

    /**
     * A message that consumers acknowledge and ignore, in the form of Magento's operations, so that the PHP module's consumer knows it as
     * well.
     *
     * @param topic the topic's name
     */
    public static byte[] writeHealthCheck(String topic) {
        return writeOperation(MessageFields.HEALTH_CHECK, null, topic, "{\"type\":\"" + MessageFields.HEALTH_CHECK + "\"}");
    }

    private static byte[] writeOperation(String bulkUuid, Long operationKey, String topic, String serializedData) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = LIKE_PHP.createGenerator(body)) {
            json.writeStartObject();
            json.writeFieldName("id");
            writeKey(json, operationKey);
            json.writeStringField("bulk_uuid", bulkUuid);
            json.writeStringField("topic_name", topic);
            json.writeStringField("serialized_data", serializedData);
            json.writeNullField("result_serialized_data");
            json.writeNumberField("status", OPEN.code());
            json.writeNullField("result_message");
            json.writeNullField("error_code");
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What stands in an operation's {@code serialized_data}, in the message and in {@code magento_operation}. */
    public String writeSerializedData(GalleryItem item) {
        StringWriter data = new StringWriter();
        try (JsonGenerator json = LIKE_PHP.createGenerator(data)) {
            json.writeStartObject();
            writeItem(json, item, mergeMustBeSaid);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return data.toString();
    }

    private void writeItem(JsonGenerator json, GalleryItem item, boolean mergeMustBeSaid) throws IOException {
        json.writeStringField("sku", item.sku());
        if (mergeMustBeSaid && !item.terms().replaces()) {
            json.writeStringField("mode", "merge");
        }
        ImagesJson.write(json, item.terms());
        json.writeFieldName("images");
        ImagesJson.write(json, item.images(), paths::unambiguous);
    }

    private static void writeKey(JsonGenerator json, Long key) throws IOException {
        if (key == null) {
            json.writeNull();
        } else {
            json.writeNumber(key);
        }
    }
}
