package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryChunk;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.storage.ImageListing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GallerySectionsTest {

    @Test
    void aSmallRequestIsOneSection() {
        assertThat(sections(Collections.nCopies(10, part(250, 3)))).extracting(section -> section.parts().size()).containsExactly(10);
    }

    @Test
    void aSectionHasNoMoreThanSixtyThousandImages() {
        assertThat(sections(Collections.nCopies(50, part(100, 30)))).extracting(section -> section.parts().size()).containsExactly(20, 20, 10);
    }

    @Test
    void aSectionHasNoMoreThanTwentyThousandItemsWhetherTheyAreWorkedOnOrRefused() {
        List<SkuResult> refused = Collections.nCopies(5_000, SkuResult.failed(0, "BAD", null, SyncError.invalidItem("x"), List.of()));

        assertThat(sections(Collections.nCopies(5, new GalleryPart(new GalleryChunk(List.of()), refused, Map.of()))))
                .extracting(section -> section.parts().size()).containsExactly(4, 1);
    }

    @Test
    void whatComesAfterASectionIsNotReadBeforeItIsAskedFor() {
        AtomicInteger read = new AtomicInteger();
        Iterator<GalleryPart> counted = IntStream.range(0, 100).mapToObj(i -> {
            read.incrementAndGet();
            return part(1, 30_000);
        }).iterator();

        new GallerySections(() -> counted).iterator().next();

        assertThat(read.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aPictureOfManyProductsIsLookedUpOnce() {
        SyncSection section = new SyncSection(Collections.nCopies(40, part(1, 30)));

        assertThat(section.walks(new ImageListing(null, "media", "", LookUp.AUTO))).hasSize(1)
                .allSatisfy(walk -> assertThat(walk.answers()).isEmpty());
        assertThat(section.listed(List.of()).parts().get(0).chunk().unanswered()).hasSize(30);
        assertThat(section.etags()).isEqualTo(java.util.Map.<String, ETagAnswer>of());
    }

    private static List<SyncSection> sections(List<GalleryPart> parts) {
        List<SyncSection> sections = new ArrayList<>();
        new GallerySections(parts).forEach(sections::add);
        return sections;
    }

    private static GalleryPart part(int products, int imagesEach) {
        List<GalleryImage> images = IntStream.range(0, imagesEach)
                .mapToObj(i -> new GalleryImage("/a/" + i + ".jpg", null, null, null, List.of())).toList();
        return new GalleryPart(new GalleryChunk(IntStream.range(0, products).mapToObj(i -> ProductSync.of(i, List.of(
                new GalleryRequest(i, "SKU-" + i, null, "2026-01-02 03:04:05.000000", null, null, null, null, images, List.of())))).toList()), List.of(), Map.of());
    }
}
