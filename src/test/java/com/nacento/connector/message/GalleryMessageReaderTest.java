package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.message.GalleryMessage.HealthCheck;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.GalleryMessage.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryMessageReaderTest {

    private final GalleryMessageReader reader = new GalleryMessageReader(new ImagePathRules("shop", "", List.of("jpg")), 1000);

    @Test
    void magentosOwnMessageIsUnderstoodWithItsEscapes() {
        Operations message = operations("{\"id\":null,\"bulk_uuid\":\"u-1\",\"topic_name\":\"nacento.gallery.process\","
                + "\"serialized_data\":\"{\\\"sku\\\":\\\"B\\\\u00fc\\\\/1\\\",\\\"images\\\":[{\\\"file_path\\\":\\\"catalog\\\\/product\\\\/m\\\\/y\\\\/a.jpg\\\","
                + "\\\"label\\\":\\\"L\\\",\\\"disabled\\\":false,\\\"position\\\":1,\\\"roles\\\":[\\\"base\\\"]}]}\","
                + "\"result_serialized_data\":null,\"status\":4,\"result_message\":null,\"error_code\":null}");
        assertThat(message.bulkUuid()).isEqualTo("u-1");
        Operation operation = message.operations().get(0);
        assertThat(operation.key()).isNull();
        assertThat(operation.item().error()).isNull();
        assertThat(operation.item().sku()).isEqualTo("Bü/1");
        assertThat(operation.item().images()).containsExactly(new GalleryImage("/m/y/a.jpg", "L", 1L, false, List.of("image")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":7", "\"id\":\"7\"", "\"operation_key\":7", "\"id\":null,\"operation_key\":7",
        "\"id\":1,\"operation_key\":7"})
    void theOperationsKeyMayBeCalledIdOrOperationKey(String key) {
        Operations message = operations(
                "{" + key + ",\"bulk_uuid\":\"u\",\"serialized_data\":\"{\\\"sku\\\":\\\"A\\\",\\\"images\\\":[]}\"}");
        assertThat(message.operations()).extracting(Operation::key).containsExactly(7L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2_147_483_648L, 2_260_349_355L, 4_294_967_295L})
    void theOperationsKeyIsAnyNumberThatMagentosColumnHolds(long key) {
        for (String id : List.of("" + key, "\"" + key + "\"")) {
            Operations magentos = operations(
                    "{\"id\":" + id + ",\"bulk_uuid\":\"u\",\"serialized_data\":\"{\\\"sku\\\":\\\"A\\\",\\\"images\\\":[]}\"}");
            assertThat(magentos.operations()).extracting(Operation::key).containsExactly(key);
            Operations own = operations("{\"v\":1,\"bulk_uuid\":\"u\",\"operations\":[{\"id\":" + id + ",\"sku\":\"A\",\"images\":[]}]}");
            assertThat(own.operations()).extracting(Operation::key).containsExactly(key);
        }
    }

    @Test
    void ofItemsOfABulkRequestForTheSameSkuTheLastGoodOneStands() {
        Operations message = operations(
                "{\"items\":[{\"sku\":\"A\",\"images\":[]},{\"sku\":\"B\",\"images\":[]},{\"sku\":\"A\",\"images\":[]},"
                        + "{\"sku\":\"A\",\"images\":[5]}]}");
        assertThat(message.operations()).extracting(operation -> operation.item().index()).containsExactly(1, 2, 3);
    }

    @Test
    void severalItemsAreCutOutOfABulkRequestByGoingThroughItOnce() {
        String bulk = "{\"request_id\":\"x\",\"items\":[{\"sku\":\"A\"},{\"sku\":\"B\",\"own\":{\"items\":[1]}},7,{\"sku\":\"D\"}],\"more\":1}";
        for (String body : List.of(bulk, "{\"request\":" + bulk + "}")) {
            Map<Integer, byte[]> raw = GalleryMessageReader.rawItems(body.getBytes(StandardCharsets.UTF_8), Set.of(1, 2, 9));
            assertThat(raw).containsOnlyKeys(1, 2);
            assertThat(raw.get(1)).asString(StandardCharsets.UTF_8).isEqualTo("{\"sku\":\"B\",\"own\":{\"items\":[1]}}");
            assertThat(raw.get(2)).asString(StandardCharsets.UTF_8).isEqualTo("7");
        }
        assertThat(GalleryMessageReader.rawItems("{\"v\":1,\"operations\":[{}]}".getBytes(StandardCharsets.UTF_8), Set.of(0))).isEmpty();
    }

    @Test
    void brokenDataOfAKnownBulkFailsItsOperationInsteadOfLeavingItOpen() {
        for (String data : List.of("\"{\"", "\"\"", "\"[]\"", "5", "{}")) {
            Operation operation = operations("{\"id\":3,\"bulk_uuid\":\"u\",\"serialized_data\":" + data + "}").operations().get(0);
            assertThat(operation.key()).isEqualTo(3);
            assertThat(operation.item().error()).as(data).asString().startsWith("invalid_item: serialized_data: ");
        }
        assertUnreadable("{\"id\":3,\"serialized_data\":\"{\"}");
    }

    @Test
    void anItemAloneIsUnderstood() {
        Operations message = operations("{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a.jpg\"}]}");
        assertThat(message.bulkUuid()).isNull();
        assertThat(message.operations()).singleElement().satisfies(o -> {
            assertThat(o.key()).isNull();
            assertThat(o.item().error()).isNull();
        });
        assertThat(operations("{\"sku\":\"A\"}").operations().get(0).item().error()).hasToString("invalid_item: images: must be an array");
    }

    @Test
    void aWholeBulkRequestIsUnderstoodInBothForms() {
        String bulk = "{\"request_id\":\"x\",\"items\":[{\"sku\":\"A\",\"images\":[]},{\"sku\":\"B\",\"images\":[5]}]}";
        for (String body : List.of(bulk, "{\"request\":" + bulk + "}")) {
            assertThat(operations(body).operations()).extracting(o -> o.item().sku()).containsExactly("A", "B");
            assertThat(operations(body).operations().get(1).item().error()).isNotNull();
        }
    }

    @Test
    void ourOwnMessageOfManyOperationsIsUnderstood() {
        Operations message = operations("{\"v\":1,\"bulk_uuid\":\"u\",\"operations\":[{\"id\":1,\"sku\":\"A\",\"images\":[]},"
                + "{\"id\":2,\"sku\":\"\",\"images\":[]},{\"sku\":\"C\",\"images\":[]}]}");
        assertThat(message.bulkUuid()).isEqualTo("u");
        assertThat(message.operations()).extracting(Operation::key).containsExactly(1L, 2L, null);
        assertThat(message.operations()).extracting(o -> o.item().index()).containsExactly(0, 1, 2);
        assertThat(message.operations().get(0).item().warnings()).isEmpty();
        assertThat(message.operations().get(1).item().error()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"healthcheck\"}", "{\"bulk_uuid\":\"healthcheck\",\"serialized_data\":\"x\"}",
        "{\"id\":null,\"bulk_uuid\":\"u\",\"serialized_data\":\"{\\\"type\\\":\\\"healthcheck\\\",\\\"ts\\\":1}\"}",
        "{\"bulk_uuid\":null,\"serialized_data\":\"{\\\"bulk_uuid\\\":\\\"healthcheck\\\"}\"}"})
    void healthChecksAreRecognised(String body) {
        assertThat(read(body)).isInstanceOf(HealthCheck.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "5", "null", "{}", "{\"x\":1}", "{\"sku\":\"A\"", "{\"sku\":\"A\"}{}",
        "[{\"sku\":\"A\",\"images\":[]}]",
        "{\"v\":2,\"operations\":[]}", "{\"v\":\"1\",\"operations\":[]}", "{\"operations\":[]}", "{\"v\":1}", "{\"v\":1,\"operations\":{}}",
        "{\"v\":1,\"operations\":[{\"id\":\"x\",\"sku\":\"A\",\"images\":[]}]}", "{\"v\":1,\"bulk_uuid\":5,\"operations\":[]}",
        "{\"id\":-1,\"serialized_data\":\"{}\"}", "{\"id\":1.5,\"serialized_data\":\"{}\"}",
        "{\"v\":1,\"operations\":[{\"id\":4294967296,\"sku\":\"A\",\"images\":[]}]}", "{\"v\":1,\"operations\":[],\"operations\":[]}",
        "{\"id\":4294967296,\"bulk_uuid\":\"u\",\"serialized_data\":\"{}\"}", "{\"items\":5}",
        "{\"request\":[]}"})
    void whatCannotBeUnderstoodIsUnreadable(String body) {
        assertUnreadable(body);
    }

    private void assertUnreadable(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(UnreadableMessageException.class,
                e -> assertThat(e.reason()).startsWith("invalid_message: "));
    }

    private GalleryMessage read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private Operations operations(String body) {
        return (Operations) read(body);
    }
}
