package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ItemChunksTest {

    private static final int ANY = Integer.MAX_VALUE;

    @Test
    void chunksAreCutByItems() {
        assertThat(sizes(new ItemChunks(items(1, 1, 1, 1, 1), () -> 2, ANY, ANY))).containsExactly(2, 2, 1);
    }

    @Test
    void chunksAreCutByImagesAndALargeItemStandsAlone() {
        assertThat(sizes(new ItemChunks(items(2, 2, 2, 9, 1, 3), () -> ANY, 4, ANY))).containsExactly(2, 1, 1, 2);
    }

    @Test
    void eachChunkIsAsLargeAsIsRightByThen() {
        AtomicInteger size = new AtomicInteger(3);
        ItemChunks chunks = new ItemChunks(items(1, 1, 1, 1, 1, 1), size::get, ANY, ANY);
        assertThat(chunks.next()).hasSize(3);
        size.set(1);
        assertThat(chunks.next()).hasSize(1);
    }

    @Test
    void chunksAreCutByBytes() {
        assertThat(sizes(new ItemChunks(items(1, 1, 1), () -> ANY, ANY, 500))).containsExactly(2, 1);
        assertThat(sizes(new ItemChunks(items(1, 1, 1), () -> ANY, ANY, 1))).containsExactly(1, 1, 1);
    }

    @Test
    void noItemsMakeNoChunk() {
        ItemChunks chunks = new ItemChunks(items(), () -> 1, 1, 1);
        assertThat(chunks.hasNext()).isFalse();
        assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void itemsAreReadOnlyAsChunksAreAskedFor() {
        AtomicInteger read = new AtomicInteger();
        Iterator<GalleryItem> items = IntStream.range(0, 100).mapToObj(i -> item(i, 1)).peek(i -> read.incrementAndGet()).iterator();
        new ItemChunks(items, () -> 10, ANY, ANY).next();
        assertThat(read.get()).isLessThanOrEqualTo(11);
    }

    @Test
    void closingTheChunksClosesTheItems() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        class Items extends ArrayList<GalleryItem> implements Iterator<GalleryItem>, Closeable {
            @Override
            public boolean hasNext() {
                return false;
            }

            @Override
            public GalleryItem next() {
                throw new NoSuchElementException();
            }

            @Override
            public void close() {
                closed.set(true);
            }
        }
        new ItemChunks(new Items(), () -> 1, 1, 1).close();
        assertThat(closed).isTrue();
    }

    @Property
    void noItemIsLostAndTheOrderStays(@ForAll @Size(max = 40) List<@IntRange(max = 8) Integer> imageCounts,
            @ForAll @IntRange(min = 1, max = 5) int maxItems, @ForAll @IntRange(min = 1, max = 9) int maxImages) {
        int[] counts = imageCounts.stream().mapToInt(Integer::intValue).toArray();
        List<GalleryItem> seen = new ArrayList<>();
        new ItemChunks(items(counts), () -> maxItems, maxImages, 900).forEachRemaining(chunk -> {
            assertThat(chunk).isNotEmpty().hasSizeLessThanOrEqualTo(maxItems);
            assertThat(chunk.size() == 1 || chunk.stream().mapToInt(i -> i.images().size()).sum() <= maxImages).isTrue();
            seen.addAll(chunk);
        });
        assertThat(seen).extracting(GalleryItem::index).containsExactlyElementsOf(IntStream.range(0, counts.length).boxed().toList());
    }

    private static List<Integer> sizes(ItemChunks chunks) {
        List<Integer> sizes = new ArrayList<>();
        chunks.forEachRemaining(chunk -> sizes.add(chunk.size()));
        return sizes;
    }

    private static Iterator<GalleryItem> items(int... imageCounts) {
        return IntStream.range(0, imageCounts.length).mapToObj(i -> item(i, imageCounts[i])).iterator();
    }

    private static GalleryItem item(int index, int images) {
        List<GalleryImage> all = IntStream.range(0, images)
                .mapToObj(i -> new GalleryImage("/" + i + ".jpg", "ü\n", 1L, false, List.of("image"))).toList();
        return new GalleryItem(index, "SKU" + index, all, List.of(), null);
    }
}
