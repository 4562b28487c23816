package com.nacento.connector.pim;

import static com.nacento.connector.pim.AkeneoEventsTest.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was loaded from Akeneo comes back to the mapping that has asked for it. */
class LoadedProductsTest {

    private static final String COLLECTION = "image:base; gallery(family=packshots,media=file):small";

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void aProductAndAModelBecomeRequestsAsOldAsTheirLastChange(String mapping) {
        assertThat(by(mapping, "image").items("{'products':[" + product("A", "'image':[" + value("a.jpg") + "]")
                + "],'models':[{'code':'M',"
                + "'updated':'2026-11-28T09:00:00+01:00','values':{'image':[" + value("m.jpg") + "]}}]}")).containsExactly(
                        "{'sku':'A','images':[{'file_path':'a.jpg','position':1,'slot':'image'}],'event_time':'2026-11-28T10:00:00Z'}",
                        "{'sku':'M','images':[{'file_path':'m.jpg','position':1,'slot':'image'}],'event_time':'2026-11-28T08:00:00Z','model':true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void assetsOfACollectionStandInItsOrderInSlotsOfTheirOwn(String mapping) {
        assertThat(by(mapping, COLLECTION).items(withAssets("'two','one','lost'"))).singleElement().asString()
                .contains("{'file_path':'2.jpg','position':2,'slot':'gallery/two','roles':['small']}")
                .contains("{'file_path':'1.jpg','position':3,'slot':'gallery/one'}").doesNotContain("lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void anEmptiedAttributeEmptiesItsSlotOnlyIfThePimShowsTheAttribute(String mapping) {
        MappedBodies removing = by(mapping, "image; back; hidden").set("removed", "remove");
        String body = "{'products':[" + product("A", "'image':[" + value("a.jpg") + "]") + "],'visible':['image','back']}";

        assertThat(removing.items(body)).singleElement().asString().contains("'empty_slots':['back']").doesNotContain("mode");
        assertThat(removing.items(body.replace(",'visible':['image','back']", ""))).singleElement().asString()
                .doesNotContain("empty_slots");
        assertThat(by(mapping, "image; back").items(body)).singleElement().asString().doesNotContain("empty_slots");
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void aProductThatLostAllItsImagesIsARequestOfEmptySlots(String mapping) {
        assertThat(by(mapping, "image").set("removed", "remove").items("{'products':[" + product("A", "") + "],'visible':['image']}"))
                .containsExactly("{'sku':'A','images':[],'empty_slots':['image'],'event_time':'2026-11-28T10:00:00Z'}");
        assertThat(by(mapping, "image").items("{'products':[" + product("A", "") + "],'visible':['image']}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void withACollectionTheGalleryIsReplacedOnlyIfAllOfItWasSeen(String mapping) {
        MappedBodies removing = by(mapping, COLLECTION).set("removed", "remove");

        assertThat(removing.items(withAssets("'one'"))).singleElement().asString().contains("'mode':'replace'");
        assertThat(removing.items(withAssets("'one','lost'"))).singleElement().asString().doesNotContain("mode");
        assertThat(removing.items(withAssets("'one'").replace("['image','gallery']", "['gallery']"))).singleElement().asString()
                .doesNotContain("mode");
        assertThat(by(mapping, COLLECTION).items(withAssets("'one'"))).singleElement().asString().doesNotContain("mode");
    }

    /** The media attribute was renamed, or has no value for this channel, or the connection may not see it. */
    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void anAssetWithoutAFileToSeeTakesNothingOff(String mapping) {
        MappedBodies removing = by(mapping, COLLECTION).set("removed", "remove");
        String both = withAssets("'one','two'");

        assertThat(removing.items(both)).singleElement().asString().contains("'mode':'replace'");
        for (String instead : List.of(both.replace("'file':", "'picture':"), both.replace("'data':'2.jpg'", "'data':''"),
                both.replace("'data':'2.jpg'", "'data':null"),
                both.replace("'channel':null,'data':'2.jpg'", "'channel':'print','data':'2.jpg'"),
                both.replace("{'values':{'file':[{'locale':null,'channel':null,'data':'2.jpg'}]}}", "{}"))) {
            assertThat(removing.items(instead)).singleElement().asString().doesNotContain("mode").doesNotContain("2.jpg").contains("a.jpg");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void theSlotOfAnAssetWithALongCodeIsShortenedAndStaysItsOwn(String mapping) {
        String code = "a".repeat(100);

        assertThat(by(mapping, COLLECTION).map(withAssets("'" + code + "1','" + code + "2'").replace("'one':", "'" + code + "1':")
                .replace("'two':", "'" + code + "2':")).items().get(0).findValuesAsText("slot")).hasSize(3).doesNotHaveDuplicates()
                .allMatch(slot -> slot.length() <= 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void aFileThatIsNoPictureIsLeftOutAndTakesNeitherPositionNorRolesFromThoseThatAre(String mapping) {
        MappedBodies removing = by(mapping, "gallery(family=packshots,media=file):base").set("removed", "remove");

        MappingOutput output = removing.map(withAssets("'manual','two','film','one'").replace("'one':",
                "'manual':" + asset("man.ual.PDF") + ",'film':" + asset("dQw4w9WgXcQ") + ",'one':").replace("1.jpg", "1.JPG"));

        assertThat(output.items()).singleElement().satisfies(item -> {
            assertThat(MappedBodies.text(item))
                    .contains("'images':[{'file_path':'2.jpg','position':1,'slot':'gallery/two','roles':['base']},"
                            + "{'file_path':'1.JPG','position':2,'slot':'gallery/one'}]")
                    .contains("'mode':'replace'");
        });
        assertThat(output.noPictures()).isEqualTo(new NoPictures(2, List.of("man.ual.PDF", "dQw4w9WgXcQ")));
        assertThat(removing.items(withAssets("'manual','one','lost'").replace("'one':", "'manual':" + asset("m.pdf") + ",'one':")))
                .singleElement().asString().as("one of them was not seen").doesNotContain("mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void aCollectionOfNoPicturesEmptiesTheGalleryAsItWasSeen(String mapping) {
        String films = withAssets("'one','two'").replace(".jpg'}]}}", ".mp4'}]}}");

        assertThat(by(mapping, "gallery(family=packshots,media=file)").set("removed", "remove").items(films)).singleElement().asString()
                .contains("'images':[]", "'mode':'replace'");
        assertThat(by(mapping, "gallery(family=packshots,media=file)").map(films)).satisfies(output -> {
            assertThat(output.isEmpty()).isTrue();
            assertThat(output.noPictures().count()).isEqualTo(2);
        });
    }

    /** It has a value: what its slot showed before is not taken off because a collection beside it was seen as a whole. */
    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void anAttributeBesideACollectionThatHoldsNoPictureTakesNothingOff(String mapping) {
        MappedBodies removing = by(mapping, COLLECTION).set("removed", "remove");
        String all = withAssets("'one','two'");

        assertThat(removing.items(all)).singleElement().asString().contains("a.jpg", "'mode':'replace'");
        assertThat(removing.items(all.replace("a.jpg", "manual.pdf"))).singleElement().asString().contains("1.jpg", "2.jpg")
                .doesNotContain("manual.pdf", "mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void anAttributeWithAFileThatIsNoPictureIsNotEmpty(String mapping) {
        MappedBodies removing = by(mapping, "image; back").set("removed", "remove");
        String body = "{'products':[" + product("A", "'image':[" + value("a.jpg") + "],'back':[" + value("b.tiff") + "]")
                + "],'visible':['image','back']}";

        assertThat(removing.items(body)).singleElement().asString().contains("a.jpg").doesNotContain("b.tiff", "empty_slots");
        assertThat(removing.items(body.replace("a.jpg", "a.pdf"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"akeneo-events", "akeneo-event-platform"})
    void aLongCodeIsOneSlotWhetherItHasAnImageOrIsEmpty(String mapping) {
        String code = "a".repeat(255);
        MappedBodies removing = by(mapping, code + "; image").set("removed", "remove");
        String full = "{'products':[" + product("A", "'" + code + "':[" + value("a.jpg") + "]") + "],'visible':['" + code + "','image']}";

        String slot = removing.map(full).items().get(0).at("/images/0/slot").asText();

        assertThat(slot).hasSize(64).startsWith("aaa");
        assertThat(removing.map(full.replace("'" + code + "':[", "'image':[")).items().get(0).at("/empty_slots/0").asText())
                .isEqualTo(slot);
    }

    private static MappedBodies by(String mapping, String images) {
        return MappedBodies.by(mapping).images(images);
    }

    private static String withAssets(String codes) {
        return "{'products':["
                + product("A", "'image':[" + value("a.jpg") + "],'gallery':[{'locale':null,'scope':null,'data':[" + codes + "]}]")
                + "],'assets':{'packshots':{'one':" + asset("1.jpg") + ",'two':" + asset("2.jpg") + "}},'visible':['image','gallery']}";
    }

    private static String asset(String file) {
        return "{'values':{'file':[{'locale':null,'channel':null,'data':'" + file + "'}]}}";
    }

    private static String product(String sku, String values) {
        return "{'uuid':'u','identifier':'" + sku + "','updated':'2026-11-28T10:00:00+00:00','values':{" + values + "}}";
    }
}
