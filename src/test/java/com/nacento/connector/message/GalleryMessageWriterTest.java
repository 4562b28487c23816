package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImageInStore;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.Wanted;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.GalleryMessage.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GalleryMessageWriterTest {

    private static final List<GalleryImage> IMAGES = List.of(
            new GalleryImage("/m/y/a.jpg", "Grün \uD83D\uDE00 \"x\"\n", 4294967295L, false, List.of("image")),
            new GalleryImage("/media/catalog.jpg", null, null, null, List.of()),
            new GalleryImage("/pub/b%20c.jpg", "", 0L, true, List.of("small_image", "myRole")));
    private final ImagePathRules paths = new ImagePathRules("shop", "live", List.of("jpg"));
    private final GalleryMessageWriter writer = new GalleryMessageWriter(paths);
    private final GalleryMessageReader reader = new GalleryMessageReader(paths, 1000);

    @Test
    void aHealthCheckIsAnOperationOfMagentosThatAsksForNothing() {
        byte[] body = GalleryMessageWriter.writeHealthCheck("t");
        assertThat(reader.read(body)).isInstanceOf(GalleryMessage.HealthCheck.class);
        assertThat(body).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\":null,\"bulk_uuid\":\"healthcheck\",\"topic_name\":\"t\","
                + "\"serialized_data\":\"{\\\"type\\\":\\\"healthcheck\\\"}\",\"result_serialized_data\":null,\"status\":4,\"result_message\":null,\"error_code\":null}");
    }

    @Test
    void ourOwnMessageIsReadAsItWasWritten() {
        List<Operation> operations = List.of(
                new Operation(1L, new GalleryItem(0, "A/1", IMAGES, List.of(), null)),
                new Operation(5L, new GalleryItem(1, "ü", List.of(), List.of(), null)));
        assertThat(reader.read(writer.writeOperations("u-1", operations))).isEqualTo(new Operations("u-1", operations));
    }

    @Test
    void ourOwnMessageHasItsDocumentedForm() {
        byte[] body = writer.writeOperations(null,
                List.of(new Operation(1L, new GalleryItem(0, "A", IMAGES.subList(1, 2), List.of(), null))));
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":1,\"bulk_uuid\":null,\"operations\":[{\"id\":1,\"sku\":\"A\","
                        + "\"images\":[{\"file_path\":\"live/media/catalog/product/media/catalog.jpg\"}]}]}");
    }

    @Test
    void magentosMessageIsWrittenAsPhpWritesIt() {
        byte[] body = writer.writeMagentoOperation("u-1", 1L, "nacento.gallery.process",
                new GalleryItem(0, "Bü", List.of(new GalleryImage("/m/a.jpg", "L", 1L, false, List.of("image"))), List.of(), null));
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":1,\"bulk_uuid\":\"u-1\",\"topic_name\":\"nacento.gallery.process\","
                        + "\"serialized_data\":\"{\\\"sku\\\":\\\"B\\\\u00fc\\\",\\\"images\\\":[{\\\"file_path\\\":\\\"\\\\\\/m\\\\\\/a.jpg\\\","
                        + "\\\"label\\\":\\\"L\\\",\\\"disabled\\\":false,\\\"position\\\":1,\\\"roles\\\":[\\\"image\\\"]}]}\","
                        + "\"result_serialized_data\":null,\"status\":4,\"result_message\":null,\"error_code\":null}");
    }

    @Test
    void magentosMessageIsReadAsItWasWritten() {
        Operations read = (Operations) reader.read(writer.writeMagentoOperation("u-1", null, "t",
                new GalleryItem(0, "ü\uD83D\uDE00/\"", IMAGES, List.of(), null)));
        assertThat(read).isEqualTo(new Operations("u-1", List.of(
                new Operation(null, new GalleryItem(0, "ü\uD83D\uDE00/\"", IMAGES, List.of(), null)))));
    }

    @Test
    void storedImagesHoldOnlyWhatWasSentAndComeBackAsTheyAre() {
        assertThat(ImagesJson.write(new Wanted(RequestTerms.PLAIN, IMAGES.subList(1, 2))))
                .isEqualTo("[{\"file_path\":\"/media/catalog.jpg\"}]");
        assertThat(ImagesJson.read(ImagesJson.write(new Wanted(RequestTerms.PLAIN, IMAGES))).images()).isEqualTo(IMAGES);
    }

    @Test
    void whatIsMeantTravelsWithTheImages() {
        RequestTerms terms = new RequestTerms("erp", true, true, 5, List.of("back"));
        List<GalleryImage> images = List.of(new GalleryImage("/m/a.jpg", null, 2L, null, List.of(), List.of("front", "side"),
                Map.of("de", new ImageInStore(Set.of("label", "roles"), null, 3L, true, null)), false));
        GalleryItem item = new GalleryItem(0, "A", terms, images, List.of(), null);
        assertThat(ImagesJson.read(ImagesJson.write(item.wanted()))).isEqualTo(item.wanted());
        assertThat(reader.read(writer.writeOperations("u-1", List.of(new Operation(3L, item)))))
                .isEqualTo(new Operations("u-1", List.of(new Operation(3L, item))));
        assertThat(reader.read(writer.writeMagentoOperation("u-1", 3L, "t", item)))
                .isEqualTo(new Operations("u-1", List.of(new Operation(3L, item))));
    }

    @Test
    void whereReplaceIsTheRuleMagentosMessageSaysThatItIsNotMeant() {
        GalleryItem plain = new GalleryItem(0, "A", IMAGES.subList(1, 2), List.of(), null);
        GalleryMessageReader replacing = new GalleryMessageReader(paths, 1000, RequestTerms.PLAIN.replacing());
        assertThat(replacing.read(new GalleryMessageWriter(paths, true).writeMagentoOperation("u-1", 1L, "t", plain)))
                .isEqualTo(new Operations("u-1", List.of(new Operation(1L, plain))));
        assertThat(replacing.read(writer.writeOperations("u-1", List.of(new Operation(1L, plain)))))
                .isEqualTo(new Operations("u-1", List.of(new Operation(1L, plain))));
        assertThat(((Operations) replacing.read("{\"sku\":\"A\",\"images\":[]}".getBytes(StandardCharsets.UTF_8))).operations())
                .allMatch(operation -> operation.item().terms().replaces());
    }

    @Test
    void damagedStoredImagesAreNamedAsSuch() {
        for (String damaged : List.of("", "null", "{", "[null]", "{}")) {
            assertThatThrownBy(() -> ImagesJson.read(damaged)).as(damaged).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
