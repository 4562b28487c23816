package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowProductTest extends RouteTest {

    @Test
    void anImageIsShownWithItsRolesItsObjectAndWhoBroughtIt() {
        found(row("item", 0, "product_id", 10L, "sku", "Bike-Red"));
        Map<String, Object> brought = new HashMap<>(Samples.galleryRow(10, "/a/b.jpg", "e-1"));
        brought.put("brought_by", "{\"erp\":[],\"pim\":[\"front\"]}");
        Map<String, Object> ofNobody = new HashMap<>(Samples.galleryRow(11, "a/c.jpg", null));
        database.answers("find-gallery-images", List.of(ofNobody, brought));
        database.answers("find-roles",
                List.of(row("product_id", 10L, "attribute_id", Samples.IMAGE_ROLE, "store_id", 0, "value", "/a/b.jpg")));

        ProductView.Product product = get("bike-red");

        assertThat(product.sku()).as("as the product has it").isEqualTo("Bike-Red");
        assertThat(product.id()).isEqualTo(10);
        assertThat(product.adminUrl()).isEqualTo("https://shop.example.com/admin/catalog/product/edit/id/10/");
        ProductView.Image image = product.images().get(0);
        assertThat(image.objectKey()).isEqualTo("media/catalog/product/a/b.jpg");
        assertThat(image.etag()).isEqualTo("e-1");
        assertThat(image.sources()).isEqualTo(Map.of("erp", Set.of(), "pim", Set.of("front")));
        assertThat(image.stores()).singleElement().satisfies(all -> assertThat(all.roles()).containsExactly("image"));
        assertThat(product.images().get(1).filePath()).as("in Magento's form").isEqualTo("/a/c.jpg");
        assertThat(product.images().get(1).sources()).as("nobody has named it").isEmpty();
        assertThat(database.parametersOf("find-gallery-images")).containsEntry("product_ids", "[10]");
    }

    @Test
    void aRoleThatNamesNoImageOfTheGalleryIsNotLeftOut() {
        found(row("item", 0, "product_id", 10L, "sku", "A"));
        database.answers("find-gallery-images", List.of(Samples.galleryRow(10, "/a/b.jpg", "e-1")));
        database.answers("find-roles", List.of(role(0, "/a/b.jpg"), role(1, "/gone.jpg"), role(2, "a/b.jpg"), role(3, "no_selection")));

        assertThat(get("A").others()).extracting(ProductView.OtherRole::role, ProductView.OtherRole::value)
                .containsExactly(tuple("image", "/gone.jpg"), tuple("image", "a/b.jpg"));
    }

    private static Map<String, Object> role(int store, String value) {
        return row("product_id", 10L, "attribute_id", Samples.IMAGE_ROLE, "store_id", store, "value", value);
    }

    @Test
    void anImageThatWasBroughtBeforeSourcesHadNamesIsThePims() {
        found(row("item", 0, "product_id", 10L, "sku", "A"));
        database.answers("find-gallery-images", List.of(Samples.galleryRow(10, "/a/b.jpg", "e-1")));

        assertThat(get("A").images().get(0).sources()).containsOnlyKeys("pim");
    }

    @Test
    void aSkuThatNoProductHasIsSaidToBeNone() {
        found(row("item", 0, "product_id", 10L, "sku", "KÄSE"));

        ProductView.Product product = get("KASE");

        assertThat(product.id()).isNull();
        assertThat(product.problem()).contains("no product has the SKU KASE", "there is KÄSE");
        assertThat(product.images()).isEmpty();
    }

    @Test
    void aSkuThatTheColumnCannotHoldIsNotCutToAnother() {
        get("x".repeat(65));

        assertThat(database.parametersOf("find-products")).containsEntry("skus", "[null]");
    }

    private void found(Map<String, Object> row) {
        database.answers("find-products", List.of(row));
    }

    private ProductView.Product get(String sku) {
        Exchange answer = request("GET", "/rest/V1/nacento-connector/ui/products/{sku}", null, Map.of("sku", sku));
        assertThat(answer.getException()).isNull();
        return neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(ProductView.Product.class);
    }
}
