package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.failure.IncompatibleShopException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MagentoSchemaTest {

    private final List<Map<String, Object>> attributes = new ArrayList<>();
    private final List<Map<String, Object>> columns = new ArrayList<>();

    MagentoSchemaTest() {
        attribute("media_gallery", 90, "gallery", "static");
        attribute("image", 87, "media_image", "varchar");
        attribute("image_label", 112, "text", "varchar");
        attribute("swatch_image", 135, "media_image", "varchar");
    }

    @Test
    void rolesAndTheirLabelsAreLookedUpByTheirInput() {
        attribute("hero", 201, "media_image", "varchar");
        attribute("hero_label", 202, "text", "varchar");
        attribute("energy_label", 203, "select", "int");
        shop("", "utf8mb4");
        MagentoSchema shop = MagentoSchema.of("", attributes, columns);
        assertThat(shop.mediaGallery()).isEqualTo(90);
        assertThat(shop.roles()).containsOnly(Map.entry("image", 87), Map.entry("swatch_image", 135), Map.entry("hero", 201));
        assertThat(shop.roleLabels()).containsOnly(Map.entry("image", 112), Map.entry("hero", 202));
        assertThat(shop.valueAttributes()).isEqualTo("201,87,135,202,112");
    }

    @Test
    void aProductHasTheRolesOfItsAttributeSet() {
        attribute("hero", 201, "media_image", "varchar");
        for (Map<String, Object> row : List.copyOf(attributes)) {
            for (int set : row.get("attribute_code").equals("hero") ? new int[] {4} : new int[] {4, 12}) {
                Map<String, Object> inSet = new LinkedHashMap<>(row);
                inSet.put("attribute_set_id", set);
                attributes.add(inSet);
            }
        }
        shop("", "utf8mb4");
        MagentoSchema shop = MagentoSchema.of("", attributes, columns);
        assertThat(shop.roles()).containsOnlyKeys("image", "swatch_image", "hero");
        assertThat(shop.inSet(4)).isSameAs(shop);
        assertThat(shop.inSet(12).roles()).containsOnlyKeys("image", "swatch_image");
        assertThat(shop.inSet(77)).as("nothing is known of it").isSameAs(shop);
        assertThat(shop.inSet(null)).isSameAs(shop);
    }

    @Test
    void attributesThatAreNotKeptAsVarcharAreNotWritten() {
        attribute("hero", 201, "media_image", "text");
        attribute("swatch_image_label", 202, "text", "text");
        shop("", "utf8mb4");
        MagentoSchema shop = MagentoSchema.of("", attributes, columns);
        assertThat(shop.roles()).doesNotContainKey("hero");
        assertThat(shop.roleLabels()).containsOnlyKeys("image");
    }

    @Test
    void adobeCommerceIsRefused() {
        shop("", "utf8mb4");
        column("catalog_product_entity", "row_id", null);
        assertThatThrownBy(() -> MagentoSchema.of("", attributes, columns)).isInstanceOf(IncompatibleShopException.class)
                .hasMessageContaining("row_id");
    }

    @Test
    void aMissingTableNamesTheSettingsToCheck() {
        shop("m2_", "utf8mb4");
        assertThatThrownBy(() -> MagentoSchema.of("", attributes, columns)).isInstanceOf(IncompatibleShopException.class)
                .hasMessageContaining("nacento.db.table-prefix");
    }

    @Test
    void theTablePrefixBelongsToEveryTable() {
        shop("m2_", "utf8mb4");
        column("m2_nacento_media_gallery_meta", "record_id", null);
        column("m2_nacento_media_gallery_meta", "updated_at", null);
        column("m2_nacento_media_gallery_meta", "product_id", null);
        column("m2_nacento_media_gallery_meta", "brought_by", null);
        column("m2_nacento_gallery_bulk", "bulk_uuid", null);
        column("m2_nacento_refresh", "refresh_id", null);
        column("m2_nacento_awaited_image", "request_id", null);
        column("m2_nacento_source_position", "position", null);
        column("nacento_gallery_request", "request_id", null);
        assertThat(MagentoSchema.of("m2_", attributes, columns).missingOwnTables()).containsExactly("nacento_gallery_request");
    }

    @Test
    void theTableOfTheETagsLacksSomethingWithoutTheYoungerColumnsAndWithItsForeignKey() {
        shop("", "utf8mb4");
        column("nacento_media_gallery_meta", "s3_etag", null);
        assertThat(MagentoSchema.of("", attributes, columns).missingOwnTables()).contains("nacento_media_gallery_meta.brought_by");
        column("nacento_media_gallery_meta", "brought_by", null);
        assertThat(MagentoSchema.of("", attributes, columns).missingOwnTables()).doesNotContain("nacento_media_gallery_meta.brought_by");
        column("nacento_media_gallery_meta", "FOREIGN KEY", null);
        columns.get(columns.size() - 1).put("constraint_name", "odd`name");
        MagentoSchema schema = MagentoSchema.of("", attributes, columns);
        assertThat(schema.missingOwnTables()).contains("nacento_media_gallery_meta without foreign key");
        assertThat(schema.placeholders("m2_")).containsEntry("meta_foreign_key", "`odd``name`").containsEntry("prefix", "m2_");
    }

    @Test
    void aShopWithoutTheGalleryAttributeIsRefused() {
        attributes.remove(0);
        shop("", "utf8mb4");
        assertThatThrownBy(() -> MagentoSchema.of("", attributes, columns)).isInstanceOf(IncompatibleShopException.class)
                .hasMessageContaining("media_gallery");
    }

    @Test
    void fourByteTextNeedsUtf8mb4InAllColumnsThatGetIt() {
        shop("", "utf8mb4");
        assertThat(MagentoSchema.of("", attributes, columns).canHold("\uD83D\uDE00")).isTrue();
        columns.removeIf(column -> column.get("table_name").equals("catalog_product_entity_varchar"));
        column("catalog_product_entity_varchar", "value", "utf8mb3");
        MagentoSchema mixed = MagentoSchema.of("", attributes, columns);
        assertThat(mixed.canHold("\uD83D\uDE00")).isFalse();
        assertThat(mixed.canHold("ü€")).isTrue();
        assertThat(mixed.canHold(null)).isTrue();
    }

    @Test
    void theSkuColumnsOwnCharsetAndCollationAreKept() {
        shop("", "utf8mb3");
        MagentoSchema shop = MagentoSchema.of("", attributes, columns);
        assertThat(shop.skuCharset()).isEqualTo("utf8mb3");
        assertThat(shop.skuCollation()).isEqualTo("utf8mb3_general_ci");
        assertThat(shop.operationBytes()).as("a BLOB where nothing is known").isEqualTo(65_535);
    }

    private void shop(String prefix, String charset) {
        column(prefix + "catalog_product_entity", "sku", charset);
        column(prefix + "catalog_product_entity_media_gallery", "value", charset);
        column(prefix + "catalog_product_entity_media_gallery_value", "label", charset);
        column(prefix + "catalog_product_entity_varchar", "value", charset);
    }

    private void column(String table, String name, String charset) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("table_name", table);
        row.put("column_name", name);
        row.put("character_set_name", charset);
        row.put("collation_name", charset == null ? null : charset + "_general_ci");
        columns.add(row);
    }

    private void attribute(String code, int id, String input, String backend) {
        attributes.add(Map.of("attribute_code", code, "attribute_id", id, "frontend_input", input, "backend_type", backend));
    }
}
