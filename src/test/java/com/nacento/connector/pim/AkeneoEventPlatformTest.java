package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as in Akeneo's "Available events". */
class AkeneoEventPlatformTest {

    private static final Instant TIME = Instant.parse("2024-02-22T17:31:00Z");

    private final MappedBodies akeneo = MappedBodies.by("akeneo-event-platform").images("picture; gallery(family=packshots,media=file)")
            .set("label", "name");

    @ParameterizedTest
    @ValueSource(strings = {"created", "updated"})
    void aProductIsLoaded(String what) {
        assertThat(akeneo.map(event("product." + what, "'product':{'uuid':'3444ec1b'}")).load()).containsExactly(
                new LoadKey(LoadKey.Kind.UUID, "3444ec1b", TIME));
        assertThat(akeneo.map(event("product-model." + what, "'product_model':{'code':'shoe'}")).load()).containsExactly(
                new LoadKey(LoadKey.Kind.MODEL, "shoe", TIME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"picture", "gallery", "name"})
    void aDeltaThatChangesAnImageOrALabelIsLoaded(String attribute) {
        assertThat(akeneo.map(delta("product", "'uuid':'6a9f8486'", attribute)).load()).hasSize(1);
        assertThat(akeneo.map(delta("product-model", "'code':'shoe'", attribute)).load()).hasSize(1);
    }

    @Test
    void aChangeOfAPriceCostsNoCall() {
        assertThat(akeneo.map(delta("product", "'uuid':'6a9f8486'", "a_pim_catalog_price_attribute")).isEmpty()).isTrue();
        assertThat(akeneo.map(event("product.updated.delta", "'product':{'uuid':'u','changes':{'associations':{}}}")).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"product.deleted", "product-model.deleted", "product.became-complete", "family.updated", "asset.updated",
        "job.export.status-changed"})
    void everythingElseMeansNothing(String type) {
        assertThat(akeneo.map(event(type, "'product':{'uuid':'u'},'asset':{'code':'a','asset_family':{'code':'packshots'}}")).isEmpty())
                .isTrue();
    }

    private static String delta(String kind, String key, String attribute) {
        return event(kind + ".updated.delta", "'" + kind.replace('-', '_') + "':{" + key + ",'changes':{'values':{'" + attribute
                + "':[{'previous':{'file_name':'old_pic.jpg','key':'0/e/f/9/0ef9_old_pic.jpg'},'new':null,'type':'pim_catalog_image',"
                + "'locale':null,'scope':null}]}}}");
    }

    private static String event(String type, String data) {
        return "{'specversion':'1.0','id':'018e32f9','type':'com.akeneo.pim.v1." + type + "','source':'pim','subject':'019256aa',"
                + "'time':'2024-02-22T17:31:00Z','datacontenttype':'application/json','data':{" + data
                + ",'author':{'identifier':'b238e9f7','type':'user'}}}";
    }
}
