package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.galleryRow;
import static com.nacento.connector.routes.Samples.product;
import static com.nacento.connector.routes.Samples.requestRow;
import static com.nacento.connector.routes.Samples.waitingProduct;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadGalleryStateTest extends RouteTest {

    @Test
    void whatAllProductsHaveIsReadTogetherRequestsFirst() {
        database.answers("find-gallery-images", List.of(galleryRow(10, "/a/a/a.jpg", "e1"), galleryRow(11, "/b/b/b.jpg", "e2")));

        SyncChunk chunk = send(chunk(product(11, "/b/b/b.jpg"), product(10, "/a/a/a.jpg"))).getMessage().getBody(SyncChunk.class);

        assertThat(database.journal()).containsExactly("find-gallery-requests", "find-gallery-images", "find-roles");
        assertThat(database.parametersOf("find-gallery-requests")).containsEntry("product_ids", "[10,11]").containsEntry("submitted_at",
                Samples.SUBMITTED);
        assertThat(database.parametersOf("find-gallery-images")).containsEntry("product_ids", "[10,11]").containsEntry("media_gallery",
                Samples.MEDIA_GALLERY);
        assertThat(chunk.products()).extracting(product -> product.gallery().images().get(0).value()).containsExactly("/a/a/a.jpg",
                "/b/b/b.jpg");
    }

    @Test
    void theRequestAtHandIsNotReadOnceMoreOthersAre() {
        Map<String, Object> atHand = requestRow(10, 7, "/a/a/a.jpg");
        atHand.put("images", "not even JSON");
        database.answers("find-gallery-requests", List.of(atHand, requestRow(10, 6, "/o/t/other.jpg")));

        SyncChunk chunk = send(chunk(waitingProduct(10, 7, "/a/a/a.jpg"))).getMessage().getBody(SyncChunk.class);

        assertThat(chunk.products().get(0).gallery().open()).extracting(request -> request.images().get(0).filePath())
                .containsExactly("/o/t/other.jpg", "/a/a/a.jpg");
    }

    @Test
    void aProductWithoutAnyImageHasAnEmptyGallery() {
        SyncChunk chunk = send(chunk(product(10, "/a/a/a.jpg"))).getMessage().getBody(SyncChunk.class);

        assertThat(chunk.products().get(0).gallery().images()).isEmpty();
        assertThat(chunk.products().get(0).error()).isNull();
    }

    @Test
    void aDatabaseThatIsAwayIsToldToTheCaller() {
        database.fails("find-gallery-images", Samples.databaseAway());

        assertThat(send(chunk(product(10, "/a/a/a.jpg"))).getException()).hasMessage("connection refused");
    }
}
