package com.nacento.connector.bucketevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.bucketevent.EventReader.Reading;
import com.nacento.connector.bucketevent.ObjectEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as real servers send them (docs/buckets.md). */
class EventReaderTest {

    private static final String KEY = "media/catalog/product/b/i/red bike.jpg";
    private static final String AWS = """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventTime":"2026-01-02T03:04:05.678Z",
             "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AIDAJDPLRKLG7UEXAMPLE"},
             "s3":{"s3SchemaVersion":"1.0","configurationId":"x","bucket":{"name":"shop","arn":"arn:aws:s3:::shop"},
              "object":{"key":"media/catalog/product/b/i/red+bike.jpg","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
               "versionId":"096f","sequencer":"0055AED6DCD90281E5"}}}]}""";
    private static final String MINIO = """
            {"EventName":"s3:ObjectCreated:Put","Key":"shop/media/catalog/product/b/i/red bike.jpg","Records":[{"eventVersion":"2.0",
             "eventSource":"minio:s3","awsRegion":"","eventTime":"2025-02-06T01:04:31.998Z","eventName":"s3:ObjectCreated:Put",
             "s3":{"s3SchemaVersion":"1.0","configurationId":"Config","bucket":{"name":"shop","arn":"arn:aws:s3:::shop"},
              "object":{"key":"media%2Fcatalog%2Fproduct%2Fb%2Fi%2Fred+bike.jpg","size":6474,"eTag":"430f8901",
               "contentType":"image/jpeg","userMetadata":{"content-type":"image/jpeg"},"sequencer":"182178E8B36AC9DF"}},
             "source":{"host":"192.168.1.10","port":"","userAgent":"MinIO"}}]}""";
    private static final String CEPH = """
            {"Records":[{"eventVersion":"2.2","eventSource":"ceph:s3","awsRegion":"","eventTime":"2021-02-19T02:03:08.330496Z",
             "eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"shop","id":"f089746f"},
              "object":{"key":"media/catalog/product/b/i/red bike.jpg","size":732,"eTag":"680ed052","versionId":"",
               "sequencer":"27ED0A6B43C0443A","metadata":[],"tags":[]}},"eventId":"1613700188.34","opaqueData":"me"}]}""";
    private static final String EVENT_BRIDGE = """
            {"version":"0","id":"3ee8fb2e","detail-type":"Object Created","source":"aws.s3","account":"1","time":"2023-10-25T23:53:17Z",
             "region":"us-west-2","resources":["arn:aws:s3:::shop"],"detail":{"version":"0","bucket":{"name":"shop"},
              "object":{"key":"media/catalog/product/b/i/red bike.jpg","size":8,"etag":"fd33e2e8","version-id":"w9e",
               "sequencer":"006539AA6D7936ACF5"},"requester":"1","reason":"PutObject"}}""";
    private static final String R2 = """
            {"account":"3f4b","action":"PutObject","bucket":"shop","object":{"key":"media/catalog/product/b/i/red bike.jpg","size":65536,
             "eTag":"c846ff7a"},"eventTime":"2024-05-24T19:36:44.379Z"}""";

    @Test
    void amazonEncodesTheKeyAsAFormWould() {
        assertThat(only(AWS)).isEqualTo(new ObjectEvent(Kind.WRITTEN, "shop", KEY, "d41d8cd98f00b204e9800998ecf8427e", "aws:s3",
                "0055AED6DCD90281E5", Instant.parse("2026-01-02T03:04:05.678Z")));
        assertThat(only(AWS.replace("red+bike", "%C3%BC%2Bber+100%25")).key()).isEqualTo("media/catalog/product/b/i/ü+ber 100%.jpg");
    }

    @Test
    void minioEncodesItsSlashesTooAndBeginsWithS3() {
        assertThat(only(MINIO)).isEqualTo(new ObjectEvent(Kind.WRITTEN, "shop", KEY, "430f8901", "minio:s3", "182178E8B36AC9DF",
                Instant.parse("2025-02-06T01:04:31.998Z")));
    }

    @Test
    void cephEncodesNothing() {
        assertThat(only(CEPH)).isEqualTo(new ObjectEvent(Kind.WRITTEN, "shop", KEY, "680ed052", "ceph:s3", "27ED0A6B43C0443A",
                Instant.parse("2021-02-19T02:03:08.330496Z")));
        assertThat(only(CEPH.replace("red bike", "a+b%20c")).key()).isEqualTo("media/catalog/product/b/i/a+b%20c.jpg");
    }

    @Test
    void anOlderCephWritesETagTimeAndNameInAnotherWay() {
        String older = CEPH.replace("eTag", "etag").replace("2021-02-19T02", "2021-02-19 02").replace("\"ObjectCreated",
                "\"s3:ObjectCreated");
        assertThat(only(older)).isEqualTo(only(CEPH));
    }

    @Test
    void eventBridgeEncodesNothingAndHasOtherNames() {
        assertThat(only(EVENT_BRIDGE)).isEqualTo(
                new ObjectEvent(Kind.WRITTEN, "shop", KEY, "fd33e2e8", "aws.s3", null, Instant.parse("2023-10-25T23:53:17Z")));
        assertThat(only(EVENT_BRIDGE.replace("Object Created", "Object Deleted").replace("\"etag\":\"fd33e2e8\",", "")).kind())
                .isEqualTo(Kind.REMOVED);
        assertThat(only(EVENT_BRIDGE.replace("Object Created", "Object Tags Added")).kind()).isEqualTo(Kind.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"PutObject, WRITTEN", "CopyObject, WRITTEN", "CompleteMultipartUpload, WRITTEN", "DeleteObject, REMOVED",
        "LifecycleDeletion, REMOVED", "AbortMultipartUpload, OTHER"})
    void r2HasActions(String action, Kind kind) {
        assertThat(only(R2.replace("PutObject", action))).isEqualTo(
                new ObjectEvent(kind, "shop", KEY, "c846ff7a", "r2", null, Instant.parse("2024-05-24T19:36:44.379Z")));
    }

    @ParameterizedTest
    @CsvSource({"ObjectCreated:Put, WRITTEN", "ObjectCreated:CompleteMultipartUpload, WRITTEN", "s3:ObjectCreated:Copy, WRITTEN",
        "s3:ObjectCreated:PutTagging, WRITTEN", "s3:ObjectSynced:Create, WRITTEN", "ObjectRemoved:Delete, REMOVED",
        "s3:ObjectRemoved:DeleteMarkerCreated, REMOVED", "LifecycleExpiration:Delete, REMOVED",
        "s3:LifecycleExpiration:DeleteMarkerCreated, REMOVED", "ObjectLifecycle:Expiration:Current, REMOVED",
        "s3:ObjectAccessed:Get, OTHER", "ObjectTagging:Put, OTHER", "LifecycleTransition, OTHER",
        "s3:Replication:OperationFailedReplication, OTHER", "s3:ObjectCreatedNot, OTHER"})
    void namesOfEventsSayWhatHasHappened(String name, Kind kind) {
        assertThat(only(AWS.replace("ObjectCreated:Put", name)).kind()).isEqualTo(kind);
    }

    @Test
    void snsPutsAnEnvelopeAroundItAndSqsMayHaveIt() throws Exception {
        String envelope = "{\"Type\":\"Notification\",\"MessageId\":\"22b80b92\",\"TopicArn\":\"arn:aws:sns:eu-west-1:1:pictures\","
                + "\"Subject\":\"Amazon S3 Notification\",\"Message\":" + quoted(AWS) + ",\"Timestamp\":\"2026-01-02T03:04:06.000Z\"}";
        assertThat(only(envelope)).isEqualTo(only(AWS));
        assertThat(only("{\"Type\":\"Notification\",\"Message\":" + quoted(envelope) + "}")).isEqualTo(only(AWS));
    }

    @Test
    void aWorkerMayForwardManyAtOnce() {
        assertThat(read("[" + R2 + "," + R2.replace("red bike", "blue bike") + "]").events()).extracting(ObjectEvent::key)
                .containsExactly(KEY, KEY.replace("red", "blue"));
    }

    @Test
    void minioSendsToRedisASingleRecord() {
        String record = MINIO.substring(MINIO.indexOf("[") + 1, MINIO.lastIndexOf("]"));
        assertThat(only(record)).isEqualTo(only(MINIO));
    }

    @Test
    void quotesDoNotBelongToAnETagAndARemovalMayHaveNone() {
        assertThat(only(CEPH.replace("\"680ed052\"", "\"\\\"680ed052\\\"\"")).etag()).isEqualTo("680ed052");
        assertThat(only(AWS.replaceAll("\"eTag\":\"[^\"]*\",", "")).etag()).isNull();
        assertThat(only(CEPH.replace("680ed052", "")).etag()).isNull();
    }

    @Test
    void aTimeThatCannotBeReadIsNoReasonToRefuseTheEvent() {
        assertThat(only(CEPH.replace("2021-02-19T02:03:08.330496Z", "yesterday")).time()).isEqualTo(Instant.MIN);
        assertThat(only(AWS.replaceAll("\"eventTime\":\"[^\"]*\",", "")).time()).isEqualTo(Instant.MIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2014-10-13T15:57:02.089Z\",\"Bucket\":\"shop\",\"RequestId\":\"55\"}",
        "{\"Type\":\"UnsubscribeConfirmation\",\"Message\":\"You have chosen\",\"SubscribeURL\":\"https://sns.eu-west-1.amazonaws.com/\"}",
        "{\"Records\":[]}", "[]"})
    void aTestIsNoEventAndNoProblem(String body) {
        assertThat(read(body)).isEqualTo(new Reading(List.of(), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "hello                                           | not JSON",
        "{} {}                                           | not JSON",
        "{\"Records\":[{]}                               | not JSON",
        "\"text\"                                        | no event of a bucket that the connector knows",
        "{\"sku\":\"A\",\"images\":[]}                   | no event of a bucket that the connector knows",
        "{\"Records\":[{\"eventName\":\"x\",\"s3\":{\"object\":{\"key\":\"k\"}}}]} | an event without name",
        "{\"Records\":[{\"eventName\":\"x\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{}}}]} | an event without key",
        "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"k\"}}}]} | an event without eventName",
        "{\"Type\":\"Notification\",\"Message\":\"hello\"}      | not JSON",
        "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"x\"} | a subscription of SNS is confirmed over HTTP only (docs/buckets.md)"})
    void whatCannotBeUnderstoodSaysWhy(String body, String problem) {
        assertThat(read(body)).isEqualTo(new Reading(List.of(), "invalid_message: " + problem));
    }

    @Test
    void aKeyThatIsNotEncodedAsItShouldBeIsAProblemOfItsOwn() {
        String broken = AWS.replace("red+bike", "100%zz");
        Reading reading = read("[" + broken + "," + AWS + "]");
        assertThat(reading.problem()).isEqualTo("invalid_message: a key that is not encoded as that of a form");
        assertThat(reading.events()).as("the others are not lost by it").containsExactly(only(AWS));
    }

    @Test
    void whatIsTooLongOrToBoxedIsRefused() {
        assertThat(read("[" + " ".repeat(1 << 20) + "]").problem()).isEqualTo("invalid_message: longer than 1048576 bytes");
        assertThat(read("[".repeat(30) + "]".repeat(30)).problem()).startsWith("invalid_message: an envelope in an envelope");
        assertThat(read("[".repeat(100_000)).problem()).isEqualTo("invalid_message: not JSON");
    }

    private static String quoted(String json) throws Exception {
        return new ObjectMapper().writeValueAsString(json);
    }

    private static ObjectEvent only(String body) {
        Reading reading = read(body);
        assertThat(reading.problem()).isNull();
        assertThat(reading.events()).hasSize(1);
        return reading.events().get(0);
    }

    private static Reading read(String body) {
        return new EventReader().read(body.getBytes(StandardCharsets.UTF_8));
    }
}
