package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.http.Refused;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.BulkStats;
import com.nacento.connector.sync.SyncChunk;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class DirectBulksTest {

    private static final int ROOM = 64 * 1024;

    @Test
    void aHundredThousandSkusOfThreePicturesTakeSomeMegabytes() {
        DirectBulkSkus skus = begin(new DirectBulks(true)).skus();
        for (int chunk = 0; chunk < 200; chunk++) {
            skus.add(chunk(chunk * 500, 500, DirectBulksTest::unchanged));
        }

        assertThat(skus.count()).isEqualTo(100_000);
        assertThat(skus.size()).isLessThan(8L << 20);
    }

    @Test
    void whenTheRoomIsUsedUpTheOldestAreGivenUpFirstButTheirCountsStay() {
        DirectBulks calls = new DirectBulks(true, ROOM);
        for (int call = 0; call < 10; call++) {
            keep(calls, chunk(0, 1000, DirectBulksTest::unchanged));
        }

        assertThat(calls.list()).hasSize(10).allMatch(call -> call.stats().skusSeen() == 1000);
        assertThat(calls.list().get(0).kept()).isEqualTo(1000);
        assertThat(calls.list().get(9).kept()).isZero();
        assertThat(calls.list().stream().mapToLong(call -> call.skus().size()).sum()).isLessThanOrEqualTo(ROOM);
        assertThat(calls.skus(Long.toString(calls.list().get(9).id()), "").skus()).isEmpty();
    }

    @Test
    void ofABulkThatIsTooLargeItsFailuresAreKeptLongest() {
        DirectBulks calls = new DirectBulks(true, ROOM);
        DirectBulkSkus skus = begin(calls).skus();
        for (int chunk = 0; chunk < 40; chunk++) {
            skus.add(chunk(chunk * 500, 500, DirectBulksTest::unchanged));
        }
        skus.add(chunk(20_000, 500, i -> i % 100 == 0 ? failed(i) : unchanged(i)));

        assertThat(skus.count()).isLessThan(20_000);
        assertThat(skus.size()).isLessThanOrEqualTo(ROOM / 2);
        assertThat(skus.page(SkuQuery.of("state=failed")).skus()).extracting(ShownSku::sku)
                .containsExactly("S20000", "S20100", "S20200", "S20300", "S20400");
    }

    @Test
    void whatIsCountedWhileABulkIsUnderWayDoesNotDependOnWhatThereIsRoomFor() {
        DirectBulks calls = new DirectBulks(true, 1);
        DirectBulkSkus skus = begin(calls).skus();

        skus.add(chunk(0, 500, i -> i < 3 ? failed(i) : unchanged(i)));

        assertThat(skus.count()).isZero();
        assertThat(calls.running().get(0).whole()).isFalse();
        assertThat(calls.running().get(0).skus().counts(600)).isEqualTo(Map.of(1, 497L, 3, 3L, 4, 100L));
    }

    @Test
    void aLinkFromBeforeARestartLeadsToNoOtherBulk() {
        String id = Long.toString(begin(new DirectBulks(true)).id());
        await().until(() -> System.currentTimeMillis() > Long.parseLong(id));

        DirectBulks restarted = new DirectBulks(true);

        begin(restarted);
        assertThatThrownBy(() -> restarted.call(id)).isInstanceOf(Refused.class);
    }

    @Test
    void whereThereIsNoPageNothingIsKept() {
        DirectBulks calls = new DirectBulks(false);

        keep(calls, chunk(0, 1, DirectBulksTest::unchanged));

        assertThat(begin(calls)).isNull();
        assertThat(calls.list()).isEmpty();
    }

    private static void keep(DirectBulks calls, SyncChunk chunk) {
        DirectBulks.Call call = begin(calls);
        if (call != null) {
            calls.note(call, chunk);
        }
        calls.keep(new BulkResult("op", BulkStats.of(chunk.results(), Refreshes.NONE), chunk.results(), List.of()), call, 1);
    }

    private static DirectBulks.Call begin(DirectBulks calls) {
        return calls.begin(new BulkEnvelope("op", RequestTerms.PLAIN, null, List.of(), List.of("A")),
                "pim", new DefaultExchange(new DefaultCamelContext()));
    }

    private static SyncChunk chunk(int first, int skus, IntFunction<SkuResult> result) {
        return new SyncChunk(List.of(), IntStream.range(first, first + skus).mapToObj(result).toList(),
                IntStream.range(first, first + skus).boxed().collect(Collectors.toMap(i -> i, DirectBulksTest::images, (a, b) -> a)));
    }

    private static List<GalleryImage> images(int sku) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new GalleryImage("/" + sku % 10 + "/s/s" + sku + "-" + i + ".jpg", "Picture " + i + " of " + sku,
                        (long) i, null, i == 1 ? List.of("image", "small_image", "thumbnail") : List.of()))
                .toList();
    }

    private static SkuResult unchanged(int i) {
        return new SkuResult(i, "S" + i, 1L, new ImageStats(0, 0, 0, 3, 0, List.of()), null, Refreshes.NONE);
    }

    private static SkuResult failed(int i) {
        return SkuResult.failed(i, "S" + i, null, SyncError.invalidItem("x"), List.of());
    }
}
