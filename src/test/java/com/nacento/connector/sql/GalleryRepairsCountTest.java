package com.nacento.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.testing.MagentoShop;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor counts as twins are rows of the same path, byte by byte. */
class GalleryRepairsCountTest {

    @Test
    void pathsThatOnlyTheCollationFindsEqualAreNoTwins() throws SQLException {
        try (MagentoShop shop = MagentoShop.open("", "utf8mb4_general_ci")) {
            long product = shop.addProduct("SKU-1");
            for (String path : new String[] {"/x/x😀.jpg", "/x/x😎.jpg", "/x/xU.jpg", "/x/xü.jpg", "/x/xu.jpg"}) {
                image(shop, product, path);
            }
            assertThat(twins(shop)).isZero();

            image(shop, product, "x/xü.jpg");
            image(shop, product, "/x/xu.jpg");
            assertThat(twins(shop)).as("without its slash, and once more").isEqualTo(2);
        }
    }

    @Test
    void pathsInOtherFormsThanMagentosAreCounted() throws SQLException {
        try (MagentoShop shop = MagentoShop.open("", "utf8mb4_general_ci")) {
            long product = shop.addProduct("SKU-1");
            for (String path : new String[] {"/x/a.jpg", "x/b.jpg", "//x/c.jpg", "/x//d.jpg", "/x\\e.jpg"}) {
                image(shop, product, path);
            }
            assertThat(count(shop, "paths_without_slash")).isEqualTo(4);
        }
    }

    private static void image(MagentoShop shop, long product, String path) throws SQLException {
        long image = shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, ?)",
                shop.attribute("media_gallery"), path);
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity VALUES (?, ?)", image, product);
    }

    private static long twins(MagentoShop shop) throws SQLException {
        return count(shop, "twin_images");
    }

    private static long count(MagentoShop shop, String column) throws SQLException {
        return ((Number) shop.rows(SqlFiles.packaged("count-gallery-repairs", Map.of("prefix", ""))).get(0).get(column)).longValue();
    }
}
