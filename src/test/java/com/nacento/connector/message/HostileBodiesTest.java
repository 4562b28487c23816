package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.testing.HostileBodies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is sent, only the declared refusals come out, and what is accepted can always be written into an answer. */
class HostileBodiesTest {

    private final ObjectMapper json = new ObjectMapper();
    private final ImagePathRules paths = new ImagePathRules("shop", "", List.of("jpg"));
    private final BodyReader requests = new BodyReader(paths, 3);
    private final GalleryMessageReader messages = new GalleryMessageReader(paths, 3);

    @Property(tries = 1000)
    void anyBytesAreReadOrRefused(@ForAll byte[] body) throws Exception {
        readAll(body);
    }

    @Property(tries = 1000)
    void anyShuffledJsonIsReadOrRefused(@ForAll("shuffledJson") byte[] body) throws Exception {
        readAll(body);
    }

    @Property(tries = 1000)
    void aGoodBodyWithABadByteIsReadOrRefused(@ForAll("almostGood") byte[] body) throws Exception {
        readAll(body);
    }

    @Property(tries = 2000)
    void aBrokenBodyIsRefusedByAllReaders(@ForAll long seed) {
        String item = "{\"sku\":\"A\",\"images\":[{\"file_path\":\"/m/y/a.jpg\",\"label\":\"ü\",\"roles\":[\"base\"]}]}";
        byte[] body = new HostileBodies(seed).broken(seed % 2 == 0 ? item : "{\"v\":1,\"operations\":[" + item + "]}");

        assertThatThrownBy(() -> requests.readEnvelope(new ByteArrayInputStream(body))).isInstanceOf(MalformedBody.class);
        assertThatThrownBy(() -> requests.readSingle("A", new ByteArrayInputStream(body), null)).isInstanceOf(MalformedBody.class);
        assertThatThrownBy(() -> messages.read(body)).isInstanceOf(UnreadableMessageException.class);
    }

    @Property(tries = 2000)
    void strangeFieldsAreReadOrRefused(@ForAll long seed) throws Exception {
        HostileBodies bodies = new HostileBodies(seed);
        readAll(("{\"items\":[{\"sku\":\"A\",\"images\":[" + bodies.strangeImage() + "," + bodies.strangeImage() + "]}]}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private void readAll(byte[] body) throws Exception {
        try {
            BulkEnvelope envelope = requests.readEnvelope(new ByteArrayInputStream(body));
            List<GalleryItem> items = new ArrayList<>();
            requests.items(new ByteArrayInputStream(body), RequestTerms.PLAIN).forEachRemaining(items::add);
            assertThat(items).extracting(GalleryItem::sku).containsExactlyElementsOf(envelope.skus());
            json.writeValueAsBytes(envelope);
            json.writeValueAsBytes(items);
        } catch (MalformedBody refused) {
            assertThat(refused.text()).isNotBlank();
        }
        try {
            json.writeValueAsBytes(requests.readSingle("A", new ByteArrayInputStream(body), null));
        } catch (MalformedBody refused) {
            assertThat(refused.text()).isNotBlank();
        }
        try {
            if (messages.read(body) instanceof GalleryMessage.Operations read) {
                json.writeValueAsBytes(read);
            }
        } catch (UnreadableMessageException refused) {
            assertThat(refused.reason()).startsWith("invalid_message: ");
        }
    }

    @Provide
    Arbitrary<byte[]> shuffledJson() {
        return Arbitraries
                .of("{", "}", "[", "]", ",", ":", "\"items\":[", "\"request\":{", "\"images\":[{", "\"sku\":", "\"file_path\":",
                        "\"roles\":[",
                        "\"serialized_data\":\"{}\"", "\"v\":1", "\"operations\":[{", "\"bulk_uuid\":\"u\"", "\"id\":", "\"a.jpg\"",
                        "\"\\ud800\"", "\"\\u0000\"",
                        "null", "true", "1", "-1e99", "\"", "\\", "\u0000", "\uFEFF", "]}", "}]}", "]}]}",
                        "{\"items\":[{\"sku\":\"A\",\"images\":[{")
                .list().ofMaxSize(25).map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<byte[]> almostGood() {
        String item = "{\"sku\":\"A\\u00fc\",\"images\":[{\"file_path\":\"/m/ü.jpg\",\"label\":\"\\ud83d\\ude00\",\"position\":\"3\",\"roles\":[\"base\"]}]}";
        String inText = item.replace("\\", "\\\\").replace("\"", "\\\"");
        Arbitrary<byte[]> good = Arbitraries.of("{\"request\":{\"request_id\":\"r\",\"items\":[" + item + "]}}", item,
                "{\"v\":1,\"bulk_uuid\":\"u\",\"operations\":[" + item + "]}",
                "{\"id\":1,\"bulk_uuid\":\"u\",\"serialized_data\":\"" + inText + "\"}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        return good.flatMap(bytes -> Arbitraries.integers().between(0, bytes.length - 1).flatMap(place -> Arbitraries.bytes().map(bad -> {
            byte[] changed = bytes.clone();
            changed[place] = bad;
            return changed;
        })));
    }
}
