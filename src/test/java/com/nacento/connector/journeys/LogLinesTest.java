package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.nacento.connector.log.KeysConverter;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A line in the log is found by the request, the bulk and the SKU that it is about, whatever thread wrote it. */
class LogLinesTest extends QueueJourneyTest {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final Lines lines = new Lines();

    @BeforeEach
    void readAlong() {
        lines.written.clear();
        lines.start();
        ROOT.addAppender(lines);
    }

    @AfterEach
    void readNoMore() {
        ROOT.detachAppender(lines);
    }

    @Test
    void theLinesOfADirectBulkHaveItsRequestIdAndThoseOfAProductItsSkuToo() throws Exception {
        addProduct("LOG-1", "/l/o/log-1.jpg");
        refuse("/l/o/log-1.jpg");
        try {
            assertThat(connector.bulk(request(item("LOG-1", "/l/o/log-1.jpg", "Front"))).status()).isEqualTo(200);
        } finally {
            shop.execute("DROP TRIGGER {prefix}refuse_log");
        }

        assertThat(line("receive-gallery-bulk", "1 SKUs")).isEqualTo(" [request_id=op-1]");
        assertThat(line("sync-gallery-call", "is not saved")).as("written by a thread of the chunks")
                .isEqualTo(" [request_id=op-1 sku=LOG-1]");
    }

    /** A trigger that refuses all products of a catalogue must not fill the disk. */
    @Test
    void aCauseThatMeetsManyProductsHasOneStackTraceAndAHundredLines() throws Exception {
        List<String> items = new ArrayList<>();
        for (int product = 0; product < 150; product++) {
            addProduct("LOG-ALL-" + product);
            items.add("{\"sku\":\"LOG-ALL-" + product + "\",\"images\":[{\"file_path\":\"/l/o/all.jpg\"}]}");
        }
        shop.putImage("/l/o/all.jpg", "picture of all");
        refuse("/l/o/all.jpg");
        try {
            assertThat(connector.bulk("{\"items\":[" + String.join(",", items) + "]}").json().at("/stats/error").intValue()).isEqualTo(150);
        } finally {
            shop.execute("DROP TRIGGER {prefix}refuse_log");
        }

        List<ILoggingEvent> told = lines.written.stream().filter(line -> line.getLevel() == Level.WARN)
                .filter(line -> line.getFormattedMessage().contains("is not saved")).toList();
        assertThat(told).hasSizeBetween(90, 100);
        assertThat(told.get(told.size() - 1).getFormattedMessage()).contains("the hundredth of this kind");
        assertThat(told).filteredOn(line -> line.getThrowableProxy() != null).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theLinesOfAnAsynchronousBulkHaveItsUuidFromTheCallToTheEnd() throws Exception {
        addProduct("LOG-2", "/l/o/log-2.jpg");
        addProduct("LOG-3");
        String uuid = Bulks
                .uuid(connector.bulkAsync(request(item("LOG-2", "/l/o/log-2.jpg", "Front"), "{\"sku\":\"LOG-3\",\"images\":[]}")));
        bulks.awaitStatuses(uuid, "1:1", "2:1");

        assertThat(line("receive-gallery-bulk-async", "submitted")).isEqualTo(" [bulk_uuid=" + uuid + " request_id=op-1]");
        await().untilAsserted(() -> assertThat(line("sync-gallery-messages", "processed")).isEqualTo(" [bulk_uuid=" + uuid + "]"));
    }

    @Test
    void whatIsRemovedIsSaidAndNothingIfNothingIs() throws Exception {
        addProduct("LOG-4", "/l/o/old.jpg", "/l/o/new.jpg");
        connector.sync("LOG-4", "{\"images\":[{\"file_path\":\"/l/o/old.jpg\"}]}");
        connector.sync("LOG-4", "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/l/o/new.jpg\"}]}");
        connector.bulk("{\"request\":{\"mode\":\"replace\",\"allow_empty\":true,\"items\":[{\"sku\":\"LOG-4\",\"images\":[]}]}}");

        line("receive-product-gallery", "LOG-4 (anonymous): 1 inserted, 0 updated, 0 new ETags, 0 unchanged in ");
        line("receive-product-gallery", "LOG-4 (anonymous): 1 inserted, 0 updated, 0 new ETags, 0 unchanged, 1 removed in ");
        line("receive-gallery-bulk", "0 inserted, 0 updated, 0 new ETags, 0 unchanged, 1 removed in ");
    }

    @Test
    void aBulkThatRemovesNoMoreSaysSoOnce() throws Exception {
        List<String> images = new ArrayList<>();
        for (int image = 0; image < 51; image++) {
            shop.putImage("/l/m/" + image + ".jpg", "picture " + image);
            images.add("{\"file_path\":\"/l/m/" + image + ".jpg\"}");
        }
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int product = 0; product < 4; product++) {
            addProduct("LOG-MANY-" + product);
            before.add("{\"sku\":\"LOG-MANY-" + product + "\",\"images\":[" + String.join(",", images) + "]}");
            after.add("{\"sku\":\"LOG-MANY-" + product + "\",\"images\":[" + images.get(0) + "]}");
        }
        connector.bulk("{\"items\":[" + String.join(",", before) + "]}");
        lines.written.clear();

        connector.bulk("{\"request\":{\"request_id\":\"op-9\",\"mode\":\"replace\",\"items\":[" + String.join(",", after) + "]}}");

        assertThat(line("com.nacento.connector.sync.RemovalTally",
                "50 of the 102 images of pim that were seen so far are removed, more than 20 %"))
                .contains("request_id=op-9");
    }

    @Test
    void aRequestLeavesNoKeysBehindForTheNextOne() {
        for (int i = 0; i < 20; i++) {
            assertThat(connector.sync("NO-SUCH-SKU", "{\"images\":[]}").status()).isEqualTo(404);
            connector.bulk("{\"request\":{\"items\":[]}}");
        }

        assertThat(lines.written.stream().filter(line -> line.getLoggerName().equals("receive-gallery-bulk"))).hasSize(20)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).isEmpty());
    }

    @Test
    void aRequestIdCannotBeginALineOfItsOwn() {
        connector.bulk("{\"request\":{\"request_id\":\"a\\nb\",\"items\":[]}}");

        assertThat(line("receive-gallery-bulk", "0 SKUs")).isEqualTo(" [request_id=a b]");
    }

    private void refuse(String path) throws Exception {
        shop.execute("CREATE TRIGGER {prefix}refuse_log BEFORE INSERT ON {prefix}catalog_product_entity_media_gallery FOR EACH ROW"
                + " IF NEW.value = '" + path + "' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused by the test'; END IF");
    }

    /** The keys of the one line of a logger that contains a text, as the log shows them. */
    private String line(String logger, String text) {
        List<String> found = lines.written.stream()
                .filter(line -> line.getLoggerName().equals(logger) && line.getFormattedMessage().contains(text))
                .map(new KeysConverter()::convert).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Queue<ILoggingEvent> written = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent line) {
            Map<String, String> keysOfTheThread = line.getMDCPropertyMap();
            assertThat(keysOfTheThread).isNotNull();
            written.add(line);
        }
    }
}
