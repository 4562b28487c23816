package com.nacento.connector.message;

import static com.nacento.connector.message.OperationFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.queue.ReceivedMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestSliceTest {

    private static final OperationFormat FORMAT = OperationFixture.format(100);

    @Test
    void aSliceIsAsManyRequestsAsAreFoundInAMoment() {
        assertThat(slices(12_001, n -> item(n, "SKU-" + n))).containsExactly(5_000, 5_000, 2_001);
        assertThat(slices(5_000, n -> item(n, "SKU-" + n))).containsExactly(5_000);
        assertThat(slices(0, n -> item(n, "SKU-" + n))).isEmpty();
    }

    @Test
    void aSliceIsNoLargerThanWhatTheServerTakesInOneStatement() {
        List<Integer> slices = slices(100, n -> new GalleryItem(n, "SKU-" + n, images(), List.of(), null));

        assertThat(slices).hasSizeGreaterThan(1).allMatch(size -> size < 100);
        assertThat(slices.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }

    @Test
    void oneThatIsTooLargeByItselfIsASliceOfItsOwn() {
        assertThat(slices(3, n -> new GalleryItem(n, "SKU-" + n, IntStream.range(0, 200).boxed().flatMap(i -> images().stream()).toList(),
                List.of(), null))).containsExactly(1, 1, 1);
    }

    /** Of some 250 KB. */
    private static List<GalleryImage> images() {
        return IntStream.range(0, 1_000).mapToObj(n -> GalleryImage.named("/a/b/" + "x".repeat(150) + n + ".jpg")).toList();
    }

    private static List<Integer> slices(int items, IntFunction<GalleryItem> item) {
        MessageIdentity message = new MessageIdentity(new ReceivedMessage(new byte[0], "m-1", false), null, items);
        return RequestSlice
                .of(IntStream.range(0, items).mapToObj(n -> new MessageItem(message, item.apply(n), null, null)).toList(), FORMAT, 5,
                        Duration.ZERO)
                .stream().map(RequestSlice::size).toList();
    }
}
