package com.nacento.connector.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.EmbeddedServers;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    @Test
    void everyPictureOfTheDemoIsListedAndSmall() throws IOException {
        Path folder = Path.of("src/lab/resources/demo/pictures");
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> found = files.filter(Files::isRegularFile).filter(file -> !file.endsWith("index.txt"))
                    .map(file -> "/" + folder.relativize(file).toString().replace('\\', '/')).toList();

            assertThat(found).hasSize(26);
            assertThat(Pictures.paths()).containsExactlyInAnyOrderElementsOf(found);
            assertThat(Pictures.paths()).allSatisfy(path -> assertThat(Pictures.read(path)).hasSizeBetween(1_000, 8 * 1024));
        }
    }

    @Test
    void theShopsPicturesAllExist(@TempDir Path workDir) throws Exception {
        assumeTrue(EmbeddedServers.fit(), () -> EmbeddedServers.whyNot().orElseThrow());
        try (EmbeddedDatabase server = EmbeddedDatabase.Product.ofTests().start(workDir);
                MagentoDatabase shop = MagentoDatabase.create(server.address(), "shop", "mg_", "utf8mb3", "utf8mb3_general_ci")
                        .addCatalogue();
                Connection connection = shop.connect()) {
            assertThat(firstColumn(connection, "SELECT sku FROM mg_catalog_product_entity")).hasSize(14).contains("AB/12 ü");
            assertThat(firstColumn(connection,
                    "SELECT CONCAT('/', TRIM(LEADING '/' FROM value)) FROM mg_catalog_product_entity_media_gallery"))
                    .isNotEmpty().isSubsetOf(Pictures.paths());
            assertThat(firstColumn(connection, "SELECT CONCAT(attribute_code, '=', value) FROM mg_catalog_product_entity_varchar"
                    + " JOIN mg_eav_attribute USING (attribute_id) WHERE entity_id = 2042 AND attribute_code <> 'name'"))
                    .containsExactlyInAnyOrder("image=/b/i/bike-blue-1.jpg", "small_image=/b/i/bike-blue-1.jpg",
                            "thumbnail=/b/i/bike-blue-1.jpg", "image_label=City Bike Blue", "small_image_label=City Bike Blue",
                            "thumbnail_label=City Bike Blue");
            assertThat(firstColumn(connection, "SELECT code FROM mg_store")).containsExactlyInAnyOrder("admin", "default", "de", "fr");
        }
    }

    private static List<String> firstColumn(Connection connection, String query) throws Exception {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
