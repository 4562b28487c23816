package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.stage.Pictures;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RowsWithoutIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The same requests leave the same rows, column by column but for ids, on whichever server the tests run: what they leave stands in
 * {@code rows/demo-shop.txt}. What was found is written to {@code target/rows}; it takes the place of that file where a change is meant.
 */
class SameRowsOnBothDatabasesTest extends QueueJourneyTest {

    private static final Path EXPECTED = Path.of("src/test/resources/rows/demo-shop.txt");
    private static final Path FOUND = Path.of("target/rows/demo-shop.txt");

    @Override
    protected MagentoShop openShop() throws SQLException {
        MagentoShop opened = MagentoShop.open();
        opened.database().addCatalogue();
        Pictures.upload(opened.bucket());
        return opened;
    }

    @Override
    protected Map<String, String> settings() throws SQLException {
        return Map.of("nacento.rabbitmq.consumers", "1", "nacento.await-missing", "1h");
    }

    @Test
    void theRowsAreThoseOfTheOtherDatabase() throws Exception {
        ok(connector.sync("AB/12 ü", request("single")));
        ok(connector.bulk(request("bulk")));
        bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request("async"))), "1:1", "2:1", "3:1", "4:1", "5:1");
        ok(connector.sync("BIKE", request("slots")));
        ok(connector.sync("BIKE", request("replace")));
        shop.adminSaves(2041, 0);
        // an object that changes, others that stay
        shop.putImage("/b/i/bike-red-2.jpg", "another picture");
        ok(connector.bulk(request("bulk")));
        ok(connector.sync("STOVE-GAS", """
                {"mode":"replace","allow_empty":true,"images":[]}"""));
        ok(connector.sync("TENT-2P", """
                {"images":[{"file_path":"/t/e/tent-2p-2.jpg","label":"Zelt 'quer' \\\\ \\"doppelt\\" \\ttab 😀 ","disabled":true,"position":4294967295,
                "stores":{"de":{"label":"Zelt, geöffnet"},"fr":{"label":null}}}]}"""));
        String waiting = Bulks.uuid(connector.bulkAsync(
                """
                {"request":{"items":[{"sku":"pack-65","images":[{"file_path":"/p/a/pack-65-2.jpg","label":"Back"},
                {"file_path":"/n/o/not-yet.jpg","label":"It comes"}]},{"sku":"NO-SUCH-SKU","images":[{"file_path":"/b/i/bike-1.jpg"}]}]}}"""));
        bulks.awaitStatuses(waiting, "1:4", "2:3");
        bulks.awaitNothingOpen();

        List<String> rows = RowsWithoutIds.of(shop);
        Files.createDirectories(FOUND.getParent());
        Files.write(FOUND, rows);
        assertThat(rows).containsExactlyElementsOf(Files.readAllLines(EXPECTED));
    }

    private static String request(String name) throws Exception {
        return Files.readString(Path.of("src/test/resources/requests/" + name + ".json"));
    }

    private static void ok(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
