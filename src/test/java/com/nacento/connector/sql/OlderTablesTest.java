package com.nacento.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.serve.Setup;
import com.nacento.connector.testing.MagentoShop;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that an older connector has made; ETagsOutliveAdminSavesTest has those of the PHP module. */
class OlderTablesTest {

    private MagentoShop shop;
    private Setup setup;

    @BeforeEach
    void aShopWithAllTables() throws SQLException {
        shop = MagentoShop.open("m2_", "utf8mb3_general_ci");
        DatabaseAddress address = shop.database().address();
        setup = new Setup(new DatabaseSettings(address.url(), address.user(), address.password(), "m2_", 1), null);
        assertThat(setup.database()).hasSize(6);
    }

    @AfterEach
    void closeShop() throws SQLException {
        shop.close();
    }

    @Test
    void aTableOfRequestsGetsEachColumnThatItLacks() throws SQLException {
        shop.execute("ALTER TABLE {prefix}nacento_gallery_request DROP COLUMN awaits");
        assertThat(setup.database()).containsExactly("column awaits of m2_nacento_gallery_request");

        shop.execute("ALTER TABLE {prefix}nacento_gallery_request DROP COLUMN awaits, DROP COLUMN operation_id,"
                + " DROP COLUMN notes");
        assertThat(setup.database()).hasSize(3);
        assertThat(setup.database()).isEmpty();
        assertThat(shop.texts("SHOW COLUMNS FROM {prefix}nacento_gallery_request")).contains("operation_id", "awaits", "notes");
    }

    @Test
    void aTableOfETagsThatTellsItsImagesGetsWhoBroughtThem() throws SQLException {
        shop.execute("ALTER TABLE {prefix}nacento_media_gallery_meta DROP COLUMN brought_by");
        assertThat(setup.database()).containsExactly("column brought_by of m2_nacento_media_gallery_meta");
        assertThat(setup.database()).isEmpty();
    }

    @Test
    void aTableOfETagsGetsWhatTellsItsImages() throws SQLException {
        shop.execute("ALTER TABLE {prefix}nacento_media_gallery_meta DROP KEY NACENTO_MEDIA_META_IMAGE, DROP COLUMN product_id,"
                + " DROP COLUMN value_id, DROP COLUMN s3_content, DROP COLUMN brought_by");
        assertThat(setup.database()).hasSize(2);
        assertThat(setup.database()).isEmpty();
        assertThat(shop.texts("SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE()"
                + " AND table_name = '{prefix}nacento_media_gallery_meta' AND column_name = 'value_id'")).containsExactly(
                        "NACENTO_MEDIA_META_IMAGE");
    }
}
