package com.nacento.connector.routes;

import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.storage.ETagAnswer;
import com.nacento.connector.storage.ETagAnswer.Kind;
import com.nacento.connector.storage.ImageETag;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class DetectGalleryChangeTest extends RouteTest {

    @Test
    void eachImageIsAskedForOnceAndTheProductKnowsTheAnswers() {
        answers(Map.of("/a/a/a.jpg", ETagAnswer.found("e1"), "/b/b/b.jpg", ETagAnswer.missing()));

        ProductSync product = detect(product(10, "/a/a/a.jpg", "/b/b/b.jpg"));

        assertThat(neighbour("detect-image-change").getReceivedCounter()).isEqualTo(2);
        assertThat(product.etags()).containsEntry("/a/a/a.jpg", ETagAnswer.found("e1")).containsEntry("/b/b/b.jpg", ETagAnswer.missing());
        assertThat(product.error()).isNull();
    }

    @Test
    void oneRefusedImageIsAnErrorOfItsProduct() {
        answers(Map.of("/a/a/a.jpg", ETagAnswer.found("e1"), "/b/b/b.jpg", ETagAnswer.failed(Kind.REFUSED, "403 key")));

        assertThat(detect(product(10, "/a/a/a.jpg", "/b/b/b.jpg")).error()).hasToString("storage_unavailable: 403 key");
    }

    @Test
    void aProductWithoutImagesAsksTheBucketNothing() {
        ProductSync product = detect(product(10));

        assertThat(neighbour("detect-image-change").getReceivedCounter()).isZero();
        assertThat(product.productId()).isEqualTo(10);
    }

    private void answers(Map<String, ETagAnswer> answers) {
        answers("detect-image-change", exchange -> {
            String path = exchange.getMessage().getBody(String.class);
            exchange.getMessage().setBody(new ImageETag(path, answers.get(path)));
        });
    }

    private ProductSync detect(ProductSync product) {
        Exchange answer = send(product);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(ProductSync.class);
    }
}
