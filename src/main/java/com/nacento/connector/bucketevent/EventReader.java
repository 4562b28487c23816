package com.nacento.connector.bucketevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.bucketevent.ObjectEvent.Kind;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.message.UnreadableMessageException;
import com.nacento.connector.queue.LargeBodies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what buckets say, each in its own way: Amazon S3 (as it is, in an envelope of SNS, and by EventBridge), MinIO, Ceph and Cloudflare
 * R2. A message may hold several events, or several such messages as an array, as a Worker of R2 forwards them.
 */
final class EventReader {

    /** Amazon's messages have 256 KiB at the most. */
    private static final int LONGEST = 1 << 20;
    private static final int MOST_ENVELOPES = 5;
    /** These encode the key as a form would: {@code +} is a blank. */
    private static final Set<String> FORM_ENCODED = Set.of("aws:s3", "minio:s3");
    private static final Set<String> R2_WRITTEN = Set.of("PutObject", "CopyObject", "CompleteMultipartUpload");
    private static final Set<String> R2_REMOVED = Set.of("DeleteObject", "LifecycleDeletion");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * What a message says.
     *
     * @param events  empty for one that is only a test
     * @param problem what of it cannot be understood, as a dead letter's reason says it; {@code null}: nothing
     */
    record Reading(List<ObjectEvent> events, String problem) {
    }

    /** Reads a message of a queue; what can be understood of it is not lost by the rest. */
    Reading read(byte[] body) {
        List<ObjectEvent> events = new ArrayList<>();
        try (InputStream content = LargeBodies.open(body)) {
            byte[] bytes = content.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new UnreadableMessageException("longer than " + LONGEST + " bytes");
            }
            read(new String(bytes, StandardCharsets.UTF_8), events, 0);
            return new Reading(events, null);
        } catch (UnreadableMessageException unreadable) {
            return new Reading(events, unreadable.reason());
        } catch (IOException e) {
            throw new UncheckedIOException("a message cannot be read", e);
        }
    }

    private void read(String text, List<ObjectEvent> events, int envelopes) {
        try {
            read(JSON.readTree(text), events, envelopes);
        } catch (JsonProcessingException e) {
            throw new UnreadableMessageException("not JSON");
        }
    }

    private void read(JsonNode said, List<ObjectEvent> events, int envelopes) {
        if (envelopes > MOST_ENVELOPES) {
            throw new UnreadableMessageException("an envelope in an envelope in an envelope");
        }
        if (said.isArray()) {
            readAll(said, events, envelopes);
        } else if (said.path("Records").isArray()) {
            readAll(said.path("Records"), events, envelopes);
        } else if (said.path("s3").isObject()) {
            events.add(ofRecord(said));
        } else if ("aws.s3".equals(text(said, "source")) && said.path("detail").isObject()) {
            events.add(ofEventBridge(said));
        } else if (said.path("action").isTextual() && said.path("object").isObject()) {
            events.add(ofR2(said));
        } else if ("Notification".equals(text(said, "Type")) && said.path("Message").isTextual()) {
            read(said.path("Message").textValue(), events, envelopes + 1);
        } else if ("SubscriptionConfirmation".equals(text(said, "Type"))) {
            throw new UnreadableMessageException("a subscription of SNS is confirmed over HTTP only (docs/buckets.md)");
        } else if (!"s3:TestEvent".equals(text(said, "Event")) && !"UnsubscribeConfirmation".equals(text(said, "Type"))) {
            throw new UnreadableMessageException("no event of a bucket that the connector knows");
        }
    }

    /** Each for itself: one that cannot be understood costs only itself. */
    private void readAll(JsonNode all, List<ObjectEvent> events, int envelopes) {
        UnreadableMessageException first = null;
        for (JsonNode each : all) {
            try {
                read(each, events, envelopes + 1);
            } catch (UnreadableMessageException unreadable) {
                first = first == null ? unreadable : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Of Amazon, and of whoever speaks like it. */
    private static ObjectEvent ofRecord(JsonNode said) {
        JsonNode object = said.path("s3").path("object");
        String source = text(said, "eventSource") == null ? "" : text(said, "eventSource");
        String key = required(object, "key");
        return new ObjectEvent(kind(required(said, "eventName")), required(said.path("s3").path("bucket"), "name"),
                FORM_ENCODED.contains(source) ? decoded(key) : key, etag(object), source, text(object, "sequencer"),
                time(text(said, "eventTime")));
    }

    private static ObjectEvent ofEventBridge(JsonNode said) {
        JsonNode detail = said.path("detail");
        Kind kind = switch (required(said, "detail-type")) {
            case "Object Created" -> Kind.WRITTEN;
            case "Object Deleted" -> Kind.REMOVED;
            default -> Kind.OTHER;
        };
        return new ObjectEvent(kind, required(detail.path("bucket"), "name"), required(detail.path("object"), "key"),
                etag(detail.path("object")), "aws.s3", null, time(text(said, "time")));
    }

    private static ObjectEvent ofR2(JsonNode said) {
        String action = said.path("action").textValue();
        Kind kind = R2_WRITTEN.contains(action) ? Kind.WRITTEN : R2_REMOVED.contains(action) ? Kind.REMOVED : Kind.OTHER;
        return new ObjectEvent(kind, required(said, "bucket"), required(said.path("object"), "key"), etag(said.path("object")), "r2", null,
                time(text(said, "eventTime")));
    }

    /**
     * {@code ObjectCreated:Put}, with MinIO and older Cephs {@code s3:ObjectCreated:Put}; Ceph's other sites {@code ObjectSynced:Create}.
     */
    private static Kind kind(String name) {
        String bare = name.startsWith("s3:") ? name.substring("s3:".length()) : name;
        if (bare.startsWith("ObjectCreated:") || bare.startsWith("ObjectSynced:Create")) {
            return Kind.WRITTEN;
        }
        return bare.startsWith("ObjectRemoved:") || bare.startsWith("LifecycleExpiration:")
                || bare.startsWith("ObjectLifecycle:Expiration:")
                || bare.startsWith("ObjectSynced:Delet") ? Kind.REMOVED : Kind.OTHER;
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessageException("a key that is not encoded as that of a form");
        }
    }

    /** EventBridge and older Cephs spell it in small letters. */
    private static String etag(JsonNode object) {
        String etag = text(object, "eTag") == null ? text(object, "etag") : text(object, "eTag");
        return ETagAnswer.bare(etag);
    }

    private static Instant time(String text) {
        try {
            return text == null ? Instant.MIN : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException unreadable) {
            return Instant.MIN;
        }
    }

    private static String required(JsonNode of, String field) {
        String text = text(of, field);
        if (text == null || text.isEmpty()) {
            throw new UnreadableMessageException("an event without " + field);
        }
        return text;
    }

    private static String text(JsonNode of, String field) {
        return of.path(field).textValue();
    }
}
