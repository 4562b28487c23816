package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AkeneoEventsTest {

    private static final Instant TIME = Instant.parse("2020-10-20T09:13:59Z");

    private final MappedBodies akeneo = MappedBodies.by("akeneo-events").images("image:base,small; image_2");

    @Test
    void theSampleOfAkeneosManualBecomesARequest() {
        assertThat(akeneo.items("""
                {"events":[{"action":"product.created","event_id":"c306e088-fb76-479c-bbc0-18fef19da75d",
                 "event_datetime":"2020-10-20T09:13:59+00:00","author":"peter","author_type":"ui","pim_source":"https://demo.akeneo.com",
                 "data":{"resource":{"uuid":"1fd20ad8-ef95-49d7-a581-fb9f8ac0c5ad","identifier":"1111111304","family":"accessories",
                 "parent":null,"groups":[],"categories":["master_accessories_sunglasses"],"enabled":true,
                 "values":{"collection":[{"locale":null,"scope":null,"data":["winter_2020"]}],
                 "image":[{"locale":null,"scope":null,"data":"9/9/c/c/99cc83f105199c667505cfa8ec1458c8be4f0814_sunglasses.jpg",
                 "_links":{"download":{"href":"http://demo.akeneo.com/api/rest/v1/media-files/9/9/c/c/x/download"}}}],
                 "name":[{"locale":null,"scope":null,"data":"Sunglasses"}],
                 "weight":[{"locale":null,"scope":null,"data":{"amount":"800.0000","unit":"GRAM","symbol":"g"}}]},
                 "created":"2020-10-20T08:30:28+00:00","updated":"2020-10-20T09:13:59+00:00","associations":{},
                 "quantified_associations":[],"metadata":{"workflow_status":"working_copy"}}}}]}"""))
                .containsExactly(
                        "{'sku':'1111111304','images':[{'file_path':'9/9/c/c/99cc83f105199c667505cfa8ec1458c8be4f0814_sunglasses.jpg'"
                                + ",'position':1,'slot':'image','roles':['base','small']}],'event_time':'2020-10-20T09:13:59Z'}");
    }

    @Test
    void aFileThatIsNoPictureCostsOnlyItself() {
        MappingOutput output = akeneo.map(updated("A", "'image':[" + value("a.JPG") + "],'image_2':[" + value("b.pdf") + "]"));

        assertThat(output.items()).singleElement()
                .satisfies(item -> assertThat(item.findValuesAsText("file_path")).containsExactly("a.JPG"));
        assertThat(output.noPictures()).isEqualTo(new NoPictures(1, List.of("b.pdf")));
        assertThat(akeneo.map(updated("A", "'image':[" + value("dQw4w9WgXcQ") + "]")).isEmpty()).isTrue();
    }

    @Test
    void gapsStay() {
        assertThat(akeneo.items(updated("A", "'image_2':[" + value("b.jpg") + "]"))).singleElement().asString()
                .contains("'file_path':'b.jpg','position':2,'slot':'image_2'").doesNotContain("roles");
    }

    @Test
    void ofSeveralEventsForAProductTheLastByTimeStandsLast() {
        assertThat(akeneo.items("{'events':["
                + event("product.updated", "2026-11-29T10:00:02Z", "'identifier':'A'", "'image':[" + value("2.jpg")
                        + "]")
                + "," + event("product.updated", "2026-11-29T10:00:01Z", "'identifier':'A'", "'image':[" + value("1.jpg") + "]") + "]}"))
                .hasSize(2).last().asString().contains("2.jpg");
    }

    @Test
    void removedProductsAndOtherActionsMeanNothing() {
        assertThat(akeneo.map("{'events':[" + event("product.removed", "2026-11-29T10:00:00Z", "'identifier':'A','uuid':'u'", "") + ","
                + event("product_model.removed", "2026-11-29T10:00:00Z", "'code':'M'", "") + ","
                + event("category.updated", "2026-11-29T10:00:00Z", "'code':'c'", "") + "]}").isEmpty()).isTrue();
        assertThat(akeneo.map("{'events':[]}").isEmpty()).isTrue();
    }

    @Test
    void aProductWithoutAnyImageOfOursAsksForNothing() {
        assertThat(akeneo.map(updated("A", "'price':[" + value("9") + "]")).isEmpty()).isTrue();
    }

    @Test
    void aProductWithoutIdentifierIsSkipped() {
        MappingOutput output = akeneo.map("{'events':[" + event("product.updated", "2026-11-29T10:00:00Z", "'identifier':null,'uuid':'u'",
                "'image':[" + value("a.jpg") + "]") + "]}");

        assertThat(output.items()).isEmpty();
        assertThat(output.skipped()).isEqualTo(1);
    }

    @Test
    void aModelsEventLoadsItsDescendantsToo() {
        MappingOutput output = akeneo.map("{'events':[" + event("product_model.updated", "2020-10-20T09:13:59+00:00", "'code':'M'",
                "'image':[" + value("m.jpg") + "]") + "]}");

        assertThat(output.items()).singleElement().satisfies(item -> {
            assertThat(item.get("sku").asText()).isEqualTo("M");
            assertThat(item.get("model").asBoolean()).isTrue();
        });
        assertThat(output.load()).containsExactly(new LoadKey(LoadKey.Kind.MODEL, "M", TIME));
    }

    @Test
    void whatIsForModelsOrChildrenAloneIsNotTakenFromOthers() {
        MappedBodies split = MappedBodies.by("akeneo-events").images("image@parent; image@child:base; extra@parent");
        String body = "{'events':[" + event("product.updated", "2026-11-29T10:00:00Z", "'identifier':'A','uuid':'u'",
                "'image':[" + value("c.jpg") + "],'extra':[" + value("x.jpg") + "]") + "]}";

        assertThat(split.items(body)).singleElement().asString().contains("'position':2,'slot':'image','roles':['base']")
                .doesNotContain("x.jpg");
        assertThat(split.items(body.replace("product.updated", "product_model.updated").replace("'identifier':'A'", "'code':'M'")))
                .singleElement().asString().contains("'position':1,'slot':'image'", "'file_path':'x.jpg','position':3");
    }

    @Test
    void theValueOfTheChannelAndLocaleCounts() {
        String values = "'image':[{'locale':'de_DE','scope':'print','data':'dp.jpg'},{'locale':'de_DE','scope':'ecommerce','data':'de.jpg'},"
                + "{'locale':'en_US','scope':'ecommerce','data':'en.jpg'}]";

        assertThat(akeneo.map(updated("A", values)).isEmpty()).isTrue();
        assertThat(akeneo.set("channel", "ecommerce").set("locale", "en_US").items(updated("A", values))).singleElement().asString()
                .contains("en.jpg").doesNotContain("de.jpg", "dp.jpg");
    }

    @Test
    void labelsOfLocalesGoToTheirStoreViewsAndALocaleWithoutOneIsLeftAlone() {
        String values = "'image':[" + value("a.jpg") + "],'name':[{'locale':'en_US','scope':null,'data':'Bike'},"
                + "{'locale':'de_DE','scope':null,'data':'Rad'},{'locale':'it_IT','scope':null,'data':'Bici'}]";

        assertThat(akeneo.set("label", "name").set("locale", "en_US").set("labels", "de_DE:de,fr_FR:fr").items(updated("A", values)))
                .singleElement().asString().contains("'label':'Bike','stores':{'de':{'label':'Rad'}}}");
        assertThat(akeneo.items(updated("A", "'image':[" + value("a.jpg") + "]"))).singleElement().asString().doesNotContain("label",
                "stores");
    }

    @Test
    void collectionsOfAssetsAreLoaded() {
        MappedBodies assets = MappedBodies.by("akeneo-events").images("image; gallery(family=packshots,media=file)");

        assertThat(
                assets.map(updated("A", "'image':[" + value("a.jpg") + "],'gallery':[{'locale':null,'scope':null,'data':['one']}]")).load())
                .containsExactly(new LoadKey(LoadKey.Kind.UUID, "u-A", TIME));
    }

    @Test
    void aProductOfAnOlderAkeneoIsLoadedByItsIdentifier() {
        MappedBodies assets = MappedBodies.by("akeneo-events").images("gallery(family=packshots,media=file)");

        assertThat(assets.map(updated("A", "").replace(",'uuid':'u-A'", "")).load()).containsExactly(
                new LoadKey(LoadKey.Kind.IDENTIFIER, "A", TIME));
    }

    @Test
    void whereEmptiedAttributesCountAProductWithoutOneIsLoaded() {
        assertThat(akeneo.map(updated("A", "'image':[" + value("a.jpg") + "]")).load()).isEmpty();
        assertThat(akeneo.set("removed", "remove").map(updated("A", "'image':[" + value("a.jpg") + "]")).load()).hasSize(1);
        assertThat(akeneo.map(updated("A", "'image':[" + value("a.jpg") + "],'image_2':[" + value("b.jpg") + "]")).load()).isEmpty();
    }

    static String value(String data) {
        return "{'locale':null,'scope':null,'data':'" + data + "'}";
    }

    private static String updated(String sku, String values) {
        return "{'events':["
                + event("product.updated", "2020-10-20T09:13:59+00:00", "'identifier':'" + sku + "','uuid':'u-" + sku + "'", values)
                + "]}";
    }

    private static String event(String action, String time, String resource, String values) {
        return "{'action':'" + action + "','event_id':'e','event_datetime':'" + time
                + "','author':'a','author_type':'ui','data':{'resource':{"
                + resource + ",'values':{" + values + "}}}}";
    }
}
