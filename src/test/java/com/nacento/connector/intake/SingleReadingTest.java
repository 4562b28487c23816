package com.nacento.connector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleReadingTest {

    private final BodyReader reader = new BodyReader(new ImagePathRules("shop", "", List.of("jpg")), 3);

    @Test
    void theSkuComesFromTheAddressAndTheImagesFromTheBody() {
        GalleryItem item = read("AB/12 ü", "{\"images\":[{\"file_path\":\"/a.jpg\"}]}");
        assertThat(item.sku()).isEqualTo("AB/12 ü");
        assertThat(item.images()).extracting(GalleryImage::filePath).containsExactly("/a.jpg");
        assertThat(item.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5", "{}", "{\"images\":null}", "{\"images\":{}}", "{\"images\":\"x\"}", "{\"images\":[]",
        "{\"images\":[]}]",
        "{\"image\":[]}"})
    void aBodyWithoutImagesIsABadRequest(String body) {
        assertThatThrownBy(() -> read("A", body)).isInstanceOf(MalformedBody.class);
    }

    @Test
    void missingImagesAreNamedInMagentosWords() {
        assertThatThrownBy(() -> read("A", "{}")).isInstanceOfSatisfying(MalformedBody.class, e -> {
            assertThat(e).hasMessage("\"%1\" is required. Enter and try again.");
            assertThat(e.parameters()).containsExactly("images");
        });
    }

    @Test
    void aBadImageOrSkuRefusesTheItem() {
        assertThat(read("A", "{\"images\":[{}]}").error()).hasToString("invalid_item: images[0].file_path: is required");
        assertThat(read(" ", "{\"images\":[]}").error()).hasToString("invalid_item: sku: is required");
        assertThat(read("s".repeat(65), "{\"images\":[]}").error()).asString().startsWith("invalid_item: sku: must not be longer");
    }

    @Test
    void unknownFieldsAreWarnedAbout() {
        assertThat(read("A", "{\"sku\":\"B\",\"images\":[]}").warnings()).containsExactly("unknown_field: sku");
    }

    @Test
    void theBodySaysAllOfHowItIsMeant() {
        GalleryItem item = read("A", "{\"source\":\"erp\",\"mode\":\"replace\",\"allow_empty\":true,\"max_removals\":0,"
                + "\"empty_slots\":[\"back\"],\"images\":[{\"file_path\":\"/a.jpg\",\"slot\":\"front\"}]}");
        assertThat(item.terms()).isEqualTo(new RequestTerms("erp", true, true, 0, List.of("back")));
        assertThat(item.images().get(0).slots()).containsExactly("front");
        assertThat(item.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mode\":\"x\"", "\"source\":\"X\"", "\"allow_empty\":2", "\"max_removals\":101", "\"empty_slots\":5"})
    void whatIsNotWellSaidIsABadRequest(String terms) {
        assertThatThrownBy(() -> read("A", "{\"images\":[]," + terms + "}")).isInstanceOf(MalformedBody.class)
                .satisfies(refusal -> assertThat(((MalformedBody) refusal).text())
                        .startsWith(terms.substring(1, terms.indexOf('"', 1)) + ": must be "));
    }

    private GalleryItem read(String sku, String body) {
        return reader.readSingle(sku, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), null).item();
    }
}
