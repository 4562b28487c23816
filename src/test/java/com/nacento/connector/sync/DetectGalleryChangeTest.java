package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ProductGallery;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.Wanted;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class DetectGalleryChangeTest extends RouteTest {

    private static final String PATH = "/a/a/a.jpg";

    @Test
    void aProductWhoseImageHasTheSameETagIsUnchanged() {
        assertThat(detect(with(PATH, "e1", ETagAnswer.found("e1"))).isChanged()).isFalse();
    }

    @Test
    void aProductWhoseImageWasReplacedDiffers() {
        assertThat(detect(with(PATH, "e1", ETagAnswer.found("e2"))).isChanged()).isTrue();
    }

    @Test
    void aProductWithoutImagesIsUnchanged() {
        assertThat(detect(product(10)).isChanged()).isFalse();
    }

    @Test
    void aDefectIsAnErrorOfItsProductAlone() {
        ProductGallery broken = new ProductGallery(null, Map.of(), null, List.of(), List.of(), List.of());

        ProductSync product = detect(product(10, PATH).withETags(Map.of(PATH, ETagAnswer.found("e1"))).withGallery(broken));

        assertThat(product.error()).asString().startsWith("internal: a defect of the connector");
    }

    private static ProductSync with(String path, String stored, ETagAnswer answer) {
        ProductGallery gallery = ProductGallery
                .byProduct(List.of(), List.of(Samples.galleryRow(10, path, stored)), List.of(),
                        row -> new Wanted(RequestTerms.PLAIN, List.of()))
                .get(10L);
        return product(10, path).withGallery(gallery).withETags(Map.of(path, answer));
    }

    private ProductSync detect(ProductSync product) {
        Exchange answer = send(product, Map.of(), Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false)));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(ProductSync.class);
    }
}
