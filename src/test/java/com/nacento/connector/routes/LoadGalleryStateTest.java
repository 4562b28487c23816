package com.nacento.connector.routes;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.galleryRow;
import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadGalleryStateTest extends RouteTest {

    @Test
    void whatAllProductsHaveIsReadByOneStatement() {
        database.answers("find-gallery-state", List.of(galleryRow(10, "/a/a/a.jpg", "e1"), galleryRow(11, "/b/b/b.jpg", "e2")));

        GalleryChunk chunk = send(chunk(product(11, "/b/b/b.jpg"), product(10, "/a/a/a.jpg"))).getMessage().getBody(GalleryChunk.class);

        assertThat(database.journal()).containsExactly("find-gallery-state");
        assertThat(database.parametersOf("find-gallery-state")).containsEntry("product_ids", "[10,11]")
                .containsEntry("media_gallery", Samples.MEDIA_GALLERY).containsEntry("submitted_at", Samples.SUBMITTED);
        assertThat(chunk.products()).extracting(product -> product.gallery().images().get(0).value()).containsExactly("/a/a/a.jpg", "/b/b/b.jpg");
    }

    @Test
    void aProductWithoutAnyImageHasAnEmptyGallery() {
        GalleryChunk chunk = send(chunk(product(10, "/a/a/a.jpg"))).getMessage().getBody(GalleryChunk.class);

        assertThat(chunk.products().get(0).gallery().images()).isEmpty();
        assertThat(chunk.products().get(0).error()).isNull();
    }

    @Test
    void aDatabaseThatIsAwayIsToldToTheCaller() {
        database.fails("find-gallery-state", Samples.databaseAway());

        assertThat(send(chunk(product(10, "/a/a/a.jpg"))).getException()).hasMessage("connection refused");
    }
}
