package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.S3Stub.Quirk;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.RunningConnector;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Servers whose listings lag, have ETags or encodings of their own, or demand a prefix: the tables end as HEAD says, and what is
 * unchanged still costs no HEAD.
 */
class OddListingsTest extends JourneyTest {

    /** Whether it may be listed is asked once, by the first look whether it answers. */
    private static final long LOOK_AT_THE_BUCKET = 1;

    private static final String ROOT = "media/catalog/product";
    private static final ObjectMapper JSON = new ObjectMapper();

    private S3Stub stub;
    private int test;
    private List<String> paths;
    private String sku;

    @Override
    protected Map<String, String> settings() {
        stub = S3Stub.start(0);
        return settings("head");
    }

    private Map<String, String> settings(String lookUp) {
        return Map.of("nacento.s3.endpoint", stub.endpoint().toString(), "nacento.s3.bucket", S3Stub.BUCKET, "nacento.s3.lookup", lookUp);
    }

    /** A product with thirty images of its own, each time. */
    @BeforeEach
    void newProduct() throws SQLException {
        test++;
        sku = "ODD-" + test;
        shop.addProduct(sku);
        paths = IntStream.range(0, 30).mapToObj(i -> "/o/%d/%02d.jpg".formatted(test, i)).toList();
        paths.forEach(path -> stub.put(ROOT + path, etag(path)));
        stub.catchUp();
        Stream.of(Quirk.values()).forEach(quirk -> stub.quirk(quirk, false));
        stub.resetCounts();
    }

    @AfterAll
    void closeStub() {
        stub.close();
    }

    @Test
    void aLaggingListingIsNoAbsence() throws Exception {
        stub.leaveOut(ROOT + paths.get(7));
        try (RunningConnector listing = listing()) {
            Answer answer = listing.bulk(bulk());

            assertThat(answer.totals()).isEqualTo("inserted 30, updated_value 0, updated_meta 0, skipped 0");
            assertThat(answer.result(0).at("/image_stats/warnings")).isEmpty();
        }
        assertThat(stub.counts()).as("the one that is left out, and one to see whether ETags agree")
                .containsEntry("LIST", 1 + LOOK_AT_THE_BUCKET).containsEntry("HEAD", 2L);
    }

    @Test
    void whatIsNotThereIsMissingWhicheverWayItIsAskedFor() throws Exception {
        stub.delete(ROOT + paths.get(7));
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).result(0).at("/image_stats/warnings").toString())
                    .isEqualTo("[\"file_not_found: " + paths.get(7) + "\"]");
        }
    }

    /** With another key of SSE-KMS, or uploaded in parts of another size. */
    @ParameterizedTest
    @CsvSource({"head", "auto"})
    void anotherETagForTheSameSizeAndChecksumIsNoReplacement(String lookUp) throws Exception {
        paths.forEach(path -> stub.checksum(ROOT + path, "sum of " + path));
        connector.bulk(bulk());
        shop.execute("UPDATE catalog_product_entity SET updated_at = '2020-01-01'");
        shop.execute("DELETE FROM nacento_refresh");
        paths.forEach(path -> stub.put(ROOT + path, "encrypted anew"));
        try (RunningConnector other = connector(lookUp, Map.of("nacento.cache.varnish.hosts", "127.0.0.1:1"))) {
            assertThat(other.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 30, skipped 0");
            assertThat(touched()).isZero();
            assertThat(shop.number("SELECT COUNT(*) FROM nacento_refresh")).isZero();
            assertThat(other.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");

            stub.checksum(ROOT + paths.get(3), "another");
            stub.put(ROOT + paths.get(3), "replaced");
            assertThat(other.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 1, skipped 29");
            assertThat(touched()).isOne();
            assertThat(shop.number("SELECT COUNT(*) FROM nacento_refresh")).isPositive();
        }
    }

    private long touched() throws SQLException {
        return shop.number("SELECT COUNT(*) FROM catalog_product_entity WHERE sku = ? AND updated_at > '2021-01-01'", sku);
    }

    /** An old Swift shows objects for a while that are deleted. */
    @Test
    void whatIsShownAndNotThereIsMissingIfHeadIsAsked() throws Exception {
        connector.bulk(bulk());
        stub.quirk(Quirk.LATE_DELETES, true);
        stub.show(ROOT + paths.get(7), "another");
        stub.delete(ROOT + paths.get(7));
        try (RunningConnector listing = listing()) {
            stub.put(ROOT + paths.get(8), "replaced");
            Answer answer = listing.bulk(bulk());
            assertThat(answer.totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 1, skipped 28");
            assertThat(answer.result(0).at("/image_stats/warnings").toString()).isEqualTo("[\"file_not_found: " + paths.get(7) + "\"]");
        }
    }

    /** The second names come in another order, too, when they are encoded. */
    @ParameterizedTest
    @CsvSource({"RAW_KEYS, a+b|with space|per%20cent", "RAW_KEYS, a+b|ümläut|日本|amp&|with space", "ENCODED_KEYS, a+b|with space|per%20cent",
        "ENCODED_KEYS, a+b|ümläut|日本|amp&|with space"})
    void keysInAnotherEncodingThanAnnouncedAreFound(Quirk quirk, String names) throws Exception {
        paths = Stream.concat(paths.stream(), Stream.of(names.split("\\|")).map(name -> "/o/" + test + "/" + name + ".jpg")).toList();
        String all = Integer.toString(paths.size());
        paths.forEach(path -> stub.put(ROOT + path, etag(path)));
        stub.quirk(quirk, true);
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted " + all + ", updated_value 0, updated_meta 0, skipped 0");
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped " + all);
        }
        assertThat(etags()).as("each its own").containsExactlyInAnyOrderElementsOf(paths.stream().map(OddListingsTest::etag).toList());
    }

    /** Listing and HEAD of gateways in front of Azure: {@code 0x8D…-1} and an MD5. */
    @Test
    void otherETagsInListingsAreNoChangeAndHeadsAreStored() throws Exception {
        stub.quirk(Quirk.OTHER_ETAGS, true);
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 30, updated_value 0, updated_meta 0, skipped 0");
            assertThat(etags()).containsExactlyInAnyOrderElementsOf(paths.stream().map(OddListingsTest::etag).toList());
            assertThat(connector.bulk(bulk()).totals()).as("by HEAD").isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");
            assertThat(listing.bulk(bulk()).totals()).as("by listing").isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");
            stub.put(ROOT + paths.get(3), "replaced");
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 1, skipped 29");
            assertThat(etags()).contains("replaced");
        }
    }

    /** Where only some differ, such as encrypted or multipart objects: found out as soon as they are asked for. */
    @Test
    void oneOtherETagInListingsDoesNotFlip() throws Exception {
        connector.bulk(bulk());
        stub.show(ROOT + paths.get(3), "another");
        stub.resetCounts();
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");
        }
        assertThat(stub.counts()).containsEntry("LIST", 2 + LOOK_AT_THE_BUCKET).containsEntry("HEAD", 2L);
    }

    /** The ETag of before an object was replaced. */
    @Test
    void anOldETagInALaggingListingTakesNothingBack() throws Exception {
        connector.bulk(bulk());
        stub.show(ROOT + paths.get(3), etag(paths.get(3)));
        stub.put(ROOT + paths.get(3), "replaced");
        connector.bulk(bulk());
        assertThat(etags()).contains("replaced");
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");
        }
        assertThat(etags()).contains("replaced");
    }

    @Test
    void whatIsUnchangedCostsNoHead() throws Exception {
        connector.bulk(bulk());
        stub.resetCounts();
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");
        }
        assertThat(stub.counts()).containsEntry("LIST", 1 + LOOK_AT_THE_BUCKET).doesNotContainKey("HEAD");
    }

    @Test
    void aBucketThatMayOnlyBeListedWithAPrefixIsListed() throws Exception {
        connector.bulk(bulk());
        stub.resetCounts();
        stub.quirk(Quirk.NEEDS_PREFIX, true);
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 30");
        }
        assertThat(stub.counts()).containsEntry("LIST", 1 + LOOK_AT_THE_BUCKET).doesNotContainKeys("HEAD", "403");
    }

    @Test
    void aListingIsDoubtedInOneLineOfTheLog() throws Exception {
        stub.quirk(Quirk.OTHER_ETAGS, true);
        try (RunningConnector listing = listing(); LogLines log = LogLines.open()) {
            listing.bulk(bulk());
            newProduct();
            stub.quirk(Quirk.OTHER_ETAGS, true);
            listing.bulk(bulk());

            assertThat(log.with("the listing of the bucket")).hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains("shows the ETag 0x", "HEAD says"));
        }
    }

    /** Uploaded from macOS, and named by a PIM that has never seen it. */
    @Test
    void aMissingImageIsNamedAsTheBucketSpellsIt() throws Exception {
        stub.put(ROOT + "/m/u/mu\u0308tze.jpg", "e");
        paths = List.of("/m/u/m\u00FCtze.jpg", "/m/u//gone.jpg");
        try (RunningConnector listing = listing()) {
            assertThat(listing.bulk(bulk()).result(0).at("/image_stats/warnings").toString())
                    .isEqualTo("[\"file_not_found: /m/u/m\u00FCtze.jpg"
                            + " (the bucket has media/catalog/product/m/u/mu\u0308tze.jpg)\",\"file_not_found: /m/u/gone.jpg"
                            + " (asked for as media/catalog/product/m/u/gone.jpg)\"]");
        }
        stub.resetCounts();
        connector.bulk(bulk());
        assertThat(stub.counts()).as("a bucket that shall not be listed is not").doesNotContainKey("LIST");
    }

    private RunningConnector connector(String lookUp, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings(lookUp));
        all.putAll(more);
        return RunningConnector.start(shop, all);
    }

    private RunningConnector listing() {
        return RunningConnector.start(shop, settings("auto"));
    }

    private String bulk() throws Exception {
        return JSON.writeValueAsString(
                Map.of("items", List.of(Map.of("sku", sku, "images", paths.stream().map(path -> Map.of("file_path", path)).toList()))));
    }

    /** HTTP headers hold ASCII. */
    private static String etag(String path) {
        return "e" + Integer.toHexString(path.hashCode());
    }

    private List<String> etags() throws SQLException {
        return List.of(shop.text("SELECT GROUP_CONCAT(m.s3_etag SEPARATOR '\\n') FROM {prefix}catalog_product_entity_media_gallery_value v"
                + " JOIN {prefix}catalog_product_entity e USING (entity_id) JOIN {prefix}nacento_media_gallery_meta m USING (record_id) "
                + "WHERE e.sku = ?",
                sku).split("\n"));
    }
}
