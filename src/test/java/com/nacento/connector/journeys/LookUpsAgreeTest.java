package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.config.LookUp;
import com.nacento.connector.config.Settings;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ListingWalk;
import com.nacento.connector.storage.S3Clients;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.RunningConnector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether ETags are looked up by listing or by HEAD, the tables end the same, on the same bucket. */
class LookUpsAgreeTest extends JourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What must be encoded in an address, in XML, or in both, and what sorts differently as UTF-16. */
    private static final List<String> NAMES = List.of("plain", "with space", "plus+plus", "per%cent", "per%20cent", "amp&amp;", "<tag>",
            "quote'\"s",
            "equals=and?question", "hash#", "semi;colon,comma", "ümläut", "日本", "\uFF5Etilde", "tilde~", "(brackets)[more]", "at@dollar$",
            "star*");
    private static final List<String> MISSING = List.of("/a/missing.jpg", "/l/per%25cent.jpg", "/z/zz/behind all others.jpg");

    private final List<String> paths = new ArrayList<>();

    @Override
    protected Map<String, String> settings() throws SQLException {
        NAMES.forEach(name -> paths.add("/l/" + name + ".jpg"));
        IntStream.range(0, 40).forEach(i -> paths.add("/m/y/%03d.jpg".formatted(i)));
        paths.forEach(path -> shop.putImage(path, "picture of " + path));
        shop.putImage("/l/nobody asks for this.jpg", "x");
        paths.addAll(MISSING);
        return Map.of("nacento.s3.lookup", "head");
    }

    @ParameterizedTest
    @EnumSource(value = LookUp.class, names = {"LIST", "AUTO"})
    void listingGivesTheETagsAndWarningsThatHeadGives(LookUp mode) throws Exception {
        String byHead = "BY-HEAD-" + mode;
        String byListing = "BY-" + mode;
        long first = shop.addProduct(byHead);
        long second = shop.addProduct(byListing);
        try (RunningConnector listing = RunningConnector.start(shop, Map.of("nacento.s3.lookup", mode.name().toLowerCase()))) {
            Answer head = connector.bulk(bulk(byHead));
            Answer list = listing.bulk(bulk(byListing));

            assertThat(head.totals())
                    .isEqualTo("inserted " + (paths.size() - MISSING.size()) + ", updated_value 0, updated_meta 0, skipped 0");
            assertThat(list.totals()).isEqualTo(head.totals());
            assertThat(list.result(0).path("image_stats")).isEqualTo(head.result(0).path("image_stats"));
            assertThat(StreamSupport.stream(list.result(0).at("/image_stats/warnings").spliterator(), false).map(JsonNode::textValue)
                    .filter(warning -> !warning.startsWith("hard_to_serve: "))).hasSize(MISSING.size());
        }
        assertThat(etags(second)).hasSize(paths.size() - MISSING.size()).isEqualTo(etags(first));
        assertThat(etags(second)).contains("/l/per%20cent.jpg " + shop.etag("/l/per%20cent.jpg"));
    }

    @Test
    void anObjectReplacedBetweenTwoPagesHasTheOneETagOrTheOther() {
        List<String> many = IntStream.range(0, 1_010).mapToObj("/p/%04d.jpg"::formatted).toList();
        many.forEach(path -> shop.putImage(path, "first"));
        String first = shop.etag(many.get(0));
        Settings settings = connector.settings();
        try (S3Client client = S3Clients.create(settings.storage(), new SimpleMeterRegistry())) {
            ImageListing listing = new ImageListing(client, settings.storage().bucket(), "media/catalog/product", LookUp.LIST);
            ListingWalk walk = listing.walks(many).get(0);
            listing.listed(walk, listing.page(walk));
            assertThat(walk.answers()).hasSize(1_000);
            shop.putImage(many.get(0), "second");
            shop.putImage(many.get(1_005), "second");
            listing.listed(walk, listing.page(walk));

            assertThat(walk.answers()).hasSize(1_010).containsEntry(many.get(0), ETagAnswer.listed(first))
                    .containsEntry(many.get(1_005), ETagAnswer.listed(shop.etag(many.get(1_005))))
                    .containsEntry(many.get(1_006), ETagAnswer.listed(first));
        }
    }

    private String bulk(String sku) throws Exception {
        List<Map<String, String>> images = paths.stream().map(path -> Map.of("file_path", path)).toList();
        return JSON.writeValueAsString(Map.of("items", List.of(Map.of("sku", sku, "images", images))));
    }

    private List<String> etags(long product) throws SQLException {
        return List.of(shop.text("SELECT GROUP_CONCAT(CONCAT(g.value, ' ', m.s3_etag) ORDER BY g.value SEPARATOR '\\n')"
                + " FROM {prefix}catalog_product_entity_media_gallery_value v JOIN {prefix}catalog_product_entity_media_gallery g USING "
                + "(value_id)"
                + " JOIN {prefix}nacento_media_gallery_meta m USING (record_id) WHERE v.entity_id = ?", product).split("\n"));
    }
}
