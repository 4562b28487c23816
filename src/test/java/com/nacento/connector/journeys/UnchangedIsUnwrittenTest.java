package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.GeneralLog;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.WriteCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a chunk of 250 products costs the database: little when all is new, nothing when nothing has changed. */
class UnchangedIsUnwrittenTest extends JourneyTest {

    /** Of a chunk, its savepoint among them. MySQL's ids of new rows are read back by two statements, and a mark is taken off. */
    private static final int MOST_STATEMENTS = EmbeddedDatabase.Product.ofTests() == EmbeddedDatabase.Product.MYSQL ? 22 : 19;
    private static final int CHUNK = 250;

    private final FaultyBucket bucket = openBucket();

    private static FaultyBucket openBucket() {
        try {
            return new FaultyBucket();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    @AfterAll
    void closeBucket() {
        bucket.close();
    }

    /** One connection: a pool with room opens a spare one now and then, which is no cost of the chunk. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.db.pool-size", "1",
                "nacento.s3.endpoint", bucket.settings().get("nacento.s3.endpoint"), "nacento.bulk.chunk-size", "250");
    }

    /** Products {@code <name>-1} to {@code <name>-250}, not yet with images. */
    private static void addProducts(MagentoShop shop, String name) throws SQLException {
        shop.execute("INSERT INTO {prefix}catalog_product_entity (attribute_set_id, sku) SELECT 9, CONCAT(?, '-', seq) FROM "
                + Numbers.to(CHUNK),
                name);
    }

    /** A bulk of all of them, three images each, with roles and labels. */
    private static String bulk(String name) {
        return IntStream.rangeClosed(1, CHUNK).mapToObj(n -> """
                {"sku":"%1$s-%2$d","images":[
                  {"file_path":"/%1$s/%2$d/a.jpg","label":"Front of %2$d","position":1,"roles":["base","small","thumbnail"]},
                  {"file_path":"/%1$s/%2$d/b.jpg","label":"Back of %2$d","position":2,"roles":["swatch"]},
                  {"file_path":"/%1$s/%2$d/c.jpg","position":3,"disabled":true}]}""".formatted(name, n))
                .collect(Collectors.joining(",", "{\"request\":{\"request_id\":\"" + name + "\",\"items\":[", "]}}"));
    }

    @Test
    void aBulkThatChangesNothingWritesNothingAtAll() throws Exception {
        addProducts(shop, "idle");
        Answer first = connector.bulk(bulk("idle"));
        assertThat(first.totals()).isEqualTo("inserted 750, updated_value 0, updated_meta 0, skipped 0");

        WriteCounters before = WriteCounters.read(shop);
        Answer second = connector.bulk(bulk("idle"));
        WriteCounters after = WriteCounters.read(shop);

        assertThat(second.json().at("/stats/ok").intValue()).isEqualTo(CHUNK);
        assertThat(second.totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 750");
        assertThat(after.since(before)).isEmpty();
    }

    @Test
    void oneChangedPictureWritesOneETagAndTouchesOneProduct() throws Exception {
        addProducts(shop, "one");
        connector.bulk(bulk("one"));
        bucket.change("/one/77/b.jpg", "another");
        // within the same second updated_at would stay as it is
        shop.execute("UPDATE {prefix}catalog_product_entity SET updated_at = '2024-01-01'");

        WriteCounters before = WriteCounters.read(shop);
        Answer answer = connector.bulk(bulk("one"));
        Map<String, Long> written = WriteCounters.read(shop).since(before);

        assertThat(answer.totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 1, skipped 749");
        // the ETag (tried as a new row, then updated), the product's updated_at, and the connector's own note on the request
        assertThat(written).containsExactly(entry("Com_insert_select", 2L), entry("Com_update_multi", 1L),
                entry("Handler_update", 2L), entry(WriteCounters.NEW_ROWS, WriteCounters.NEW_ROWS.equals("Handler_write") ? 2L : 1L));
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_media_gallery_meta WHERE s3_etag = 'another'")).isEqualTo(1);
    }

    @Test
    void aChunkOfNewProductsCostsAHandfulOfStatements() throws Exception {
        addProducts(shop, "warm");
        connector.bulk(bulk("warm"));
        addProducts(shop, "fresh");

        List<String> statements;
        try (GeneralLog log = GeneralLog.open(shop)) {
            Answer answer = connector.bulk(bulk("fresh"));
            assertThat(answer.totals()).isEqualTo("inserted 750, updated_value 0, updated_meta 0, skipped 0");
            statements = log.statements();
        }

        // a database that is slow at the moment gets smaller chunks
        long chunks = statements.stream().filter("Query COMMIT"::equals).count();
        assertThat(chunks).isPositive();
        assertThat(statements).as("%s", String.join("\n", statements)).hasSizeLessThanOrEqualTo((int) (MOST_STATEMENTS * chunks));
    }

    @Test
    void theServersCountersSeeWhatIsWritten() throws Exception {
        WriteCounters before = WriteCounters.read(shop);
        shop.addProduct("COUNTED");
        assertThat(WriteCounters.read(shop).since(before)).containsExactly(entry("Com_insert", 1L), entry(WriteCounters.NEW_ROWS, 1L));
    }
}
