package com.nacento.connector.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemReadingTest {

    private static final String SMILE = "\uD83D\uDE00";
    private final BodyReader reader = new BodyReader(new ImagePathRules("shop", "", List.of("jpg")), 3);

    @Test
    void anItemIsReadWithAllItsFields() {
        GalleryItem item = item(
                "{\"sku\":\"A\",\"images\":[{\"file_path\":\"catalog/product/m/y/a.jpg\",\"label\":\"Front\",\"position\":3,"
                        + "\"disabled\":true,\"roles\":[\"base\",\" Small \",\"thumbnail\",\"SWATCH\",\"myRole\",\"image\"]}]}");
        assertThat(item).isEqualTo(new GalleryItem(0, "A", List.of(new GalleryImage("/m/y/a.jpg", "Front", 3L, true,
                List.of("image", "small_image", "thumbnail", "swatch_image", "myRole"))), List.of(), null));
    }

    @Test
    void fieldsThatAreAbsentOrNullStayAbsent() {
        GalleryImage bare = new GalleryImage("/a.jpg", null, null, null, List.of());
        assertThat(image("\"file_path\":\"/a.jpg\"")).isEqualTo(bare);
        assertThat(image("\"file_path\":\"/a.jpg\",\"label\":null,\"position\":null,\"disabled\":null,\"roles\":null")).isEqualTo(bare);
        assertThat(image("\"file_path\":\"/a.jpg\",\"label\":\"\"").label()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "3,3", "\"3\",3", "4294967295,4294967295", "\"4294967295\",4294967295", "3.0,3"})
    void positionsAreWholeNumbersAsNumberOrText(String json, long position) {
        assertThat(image("\"file_path\":\"/a.jpg\",\"position\":" + json).position()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "4294967296", "99999999999999999999999", "1.5", "1e3", "1e999999999", "true", "\"\"", "\" 3\"", "\"3x\"",
        "\"-1\"", "[3]", "{}", "\"٣\""})
    void otherPositionsRefuseTheItem(String json) {
        assertThat(problem("\"file_path\":\"/a.jpg\",\"position\":" + json))
                .startsWith("images[0].position: must be a whole number from 0 to 4294967295");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "1,true", "0,false", "\"true\",true", "\"false\",false", "\"1\",true", "\"0\",false"})
    void disabledMayBeSaidInSeveralWays(String json, boolean disabled) {
        assertThat(image("\"file_path\":\"/a.jpg\",\"disabled\":" + json).disabled()).isEqualTo(disabled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-1", "1.0", "\"yes\"", "\"\"", "\"2\"", "\"01\"", "\"1.0\"", "\" 1\"", "\"TRUE\"", "[]", "{}", "[1]"})
    void otherWordsForDisabledRefuseTheItem(String json) {
        assertThat(problem("\"file_path\":\"/a.jpg\",\"disabled\":" + json)).startsWith("images[0].disabled: must be true or false, not ");
    }

    @Test
    void labelsAreCountedInCodePoints() {
        assertThat(image("\"file_path\":\"/a.jpg\",\"label\":\"" + SMILE.repeat(255) + "\"").label()).hasSize(510);
        assertThat(problem("\"file_path\":\"/a.jpg\",\"label\":\"" + SMILE.repeat(256) + "\""))
                .startsWith("images[0].label: must not be longer than 255 characters").endsWith("…\"");
    }

    @Test
    void controlCharactersInALabelAreData() {
        assertThat(image("\"file_path\":\"/a.jpg\",\"label\":\"a\\n\\u0001${x}';--\"").label()).isEqualTo("a\n\u0001${x}';--");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"label\":\"\\u0000\"                                | images[0].label: must not contain a NUL character",
        "\"label\":\"\\ud83d\"                                | images[0].label: must be valid Unicode, but has half a surrogate pair",
        "\"label\":5                                          | images[0].label: must be a text, not 5",
        "\"roles\":\"base\"                                   | images[0].roles: must be an array of texts, not \"base\"",
        "\"roles\":[\"base\",7]                               | images[0].roles[1]: must be a text, not 7",
        "\"roles\":[null]                                     | images[0].roles[0]: must be a text, not null",
        "\"roles\":[\"\\udc00\"]                              | images[0].roles[0]: must be valid Unicode, but has half a surrogate pair",
        "\"file_path\":null                                   | images[0].file_path: is required",
        "\"file_path\":5                                      | images[0].file_path: must be a text, not 5",
        "\"file_path\":\"../a.jpg\"                           | images[0].file_path: must not contain . or .. as a folder: \"../a.jpg\""})
    void oneBadFieldRefusesTheItemAndIsNamed(String field, String detail) {
        assertThat(problem(field.startsWith("\"file_path\"") ? field : "\"file_path\":\"/a.jpg\"," + field)).isEqualTo(detail);
    }

    @Test
    void tooManyRolesRefuseTheItem() {
        assertThat(problem("\"file_path\":\"/a.jpg\",\"roles\":[\"a\"" + ",\"a\"".repeat(500) + "]"))
                .startsWith("images[0].roles: must not be more than");
        assertThat(problem("\"file_path\":\"/a.jpg\",\"roles\":[\"" + "r".repeat(256) + "\"]"))
                .startsWith("images[0].roles[0]: must not be longer");
    }

    @Test
    void theFirstBadImageIsNamedAndNoOtherItemSuffers() {
        List<GalleryItem> items = items("{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a.jpg\"},5,{\"x\":[{}],\"position\":-1}]},"
                + "{\"sku\":\"B\",\"images\":[{\"file_path\":\"/b.jpg\"}]}");
        assertThat(items.get(0).error()).hasToString("invalid_item: images[1]: must be an object");
        assertThat(items.get(0).images()).isEmpty();
        assertThat(items.get(1).error()).isNull();
        assertThat(items.get(1).index()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "5                                     | must be an object",
        "[{\"sku\":\"A\"}]                     | must be an object",
        "null                                  | must be an object",
        "{\"images\":[]}                       | sku: is required",
        "{\"sku\":null,\"images\":[]}          | sku: is required",
        "{\"sku\":true,\"images\":[]}          | sku: must be a text"})
    void anItemWithoutASkuIsRefusedWithAnEmptyOneAndItsPlace(String item, String detail) {
        GalleryItem refused = items("{\"sku\":\"A\",\"images\":[]}," + item).get(1);
        assertThat(refused.sku()).isEmpty();
        assertThat(refused.error()).isEqualTo(SyncError.invalidItem("items[1]: " + detail));
    }

    @Test
    void whatIsWrongWithAnItemThatNamesItsSkuNeedsNoPlace() {
        assertThat(item("{\"sku\":\"A\"}").error().detail()).isEqualTo("images: must be an array");
    }

    @Test
    void skusAreCheckedAndSentBackAsTheyCame() {
        assertThat(item("{\"sku\":\" \",\"images\":[]}").error().detail()).isEqualTo("items[0]: sku: is required");
        assertThat(item("{\"sku\":\"" + SMILE.repeat(64) + "\",\"images\":[]}").error()).isNull();
        assertThat(item("{\"sku\":\"" + "s".repeat(65) + "\",\"images\":[]}")).satisfies(i -> {
            assertThat(i.sku()).hasSize(65);
            assertThat(i.error().detail()).startsWith("sku: must not be longer than 64");
        });
        assertThat(item("{\"sku\":\"a\\u0000\",\"images\":[]}").error().detail()).startsWith("sku: must not contain a NUL");
        assertThat(item("{\"sku\":\"a\\ud800\",\"images\":[]}")).satisfies(i -> {
            assertThat(i.sku()).isEqualTo("a\uFFFD");
            assertThat(i.error().detail()).contains("half a surrogate pair");
        });
        assertThat(item("{\"sku\":12,\"images\":[]}")).satisfies(i -> {
            assertThat(i.sku()).isEqualTo("12");
            assertThat(i.error()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sku\":\"A\"}", "{\"sku\":\"A\",\"images\":null}", "{\"sku\":\"A\",\"images\":{}}",
        "{\"sku\":\"A\",\"images\":\"x\"}"})
    void anItemWithoutAnArrayOfImagesIsRefused(String item) {
        assertThat(item(item).error()).isEqualTo(SyncError.invalidItem("images: must be an array"));
    }

    @Test
    void noImagesAreFine() {
        assertThat(item("{\"sku\":\"A\",\"images\":[]}").error()).isNull();
    }

    @Test
    void theSameImageTwiceTheLastStandsAtItsPlace() {
        GalleryItem item = item("{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a.jpg\",\"label\":\"1\"},{\"file_path\":\"/b.jpg\"},"
                + "{\"file_path\":\"media/catalog/product/a.jpg\"}]}");
        assertThat(item.images()).extracting(GalleryImage::filePath).containsExactly("/b.jpg", "/a.jpg");
        assertThat(item.images().get(1).label()).isNull();
        assertThat(item.warnings()).containsExactly("duplicate_image: /a.jpg");
    }

    @Test
    void pathsThatDifferOnlyInCaseAreTwoImages() {
        assertThat(item("{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a.jpg\"},{\"file_path\":\"/A.jpg\"}]}").images()).hasSize(2);
    }

    @Test
    void moreImagesThanAllowedRefuseTheItem() {
        String image = "{\"file_path\":\"/a.jpg\"}";
        assertThat(item("{\"sku\":\"A\",\"images\":[" + String.join(",", image, image, image, image) + "]}").error().detail())
                .isEqualTo("images: must not be more than 3, not 4");
    }

    @Test
    void unknownFieldsAreWarnedAboutOncePerItem() {
        assertThat(item("{\"sku\":\"A\",\"name\":{\"a\":[1]},\"images\":[{\"filePath\":\"x\",\"file_path\":\"/a.jpg\"},"
                + "{\"filePath\":\"y\",\"file_path\":\"/b.jpg\"}]}").warnings())
                .containsExactly("unknown_field: name", "unknown_field: filePath");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"sku\":\"B\",\"images\":[]                                              | sku: was given more than once",
        "\"images\":[],\"images\":[]                                              | images: was given more than once",
        "\"images\":[],\"images\":null                                            | images: was given more than once",
        "\"images\":[],\"x\":1,\"x\":1                                            | x: was given more than once",
        "\"images\":[{\"file_path\":\"/a.jpg\",\"file_path\":\"/a.jpg\"}]           | images[0].file_path: was given more than once",
        "\"images\":[{\"file_path\":\"/a.jpg\",\"roles\":[\"base\"],\"roles\":[]}]  | images[0].roles: was given more than once",
        "\"images\":[{\"file_path\":\"/a.jpg\",\"label\":null,\"label\":\"x\"}]     | images[0].label: was given more than once",
        "\"images\":[{\"file_path\":\"/a.jpg\"},{\"file_path\":\"/b.jpg\",\"y\":1,\"y\":2}] | images[1].y: was given more than once"})
    void aKeyTwiceInOneObjectRefusesTheItemAndNoOther(String rest, String detail) {
        List<GalleryItem> items = items("{\"sku\":\"A\"," + rest + "},{\"sku\":\"C\",\"images\":[{\"file_path\":\"/c.jpg\"}]}");
        assertThat(items.get(0).error()).isEqualTo(SyncError.invalidItem(detail));
        assertThat(items.get(0).images()).isEmpty();
        assertThat(items.get(1).error()).isNull();
    }

    @Test
    void theSameKeyInTwoObjectsIsNothingSpecial() {
        assertThat(
                item("{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a.jpg\",\"label\":\"1\"},{\"file_path\":\"/b.jpg\",\"label\":\"2\"}]}")
                        .error())
                .isNull();
    }

    @Test
    void aFloodOfFieldsIsRefusedSinceTheirNamesWouldHaveToBeHeld() {
        StringBuilder flood = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            flood.append("\"f").append(i).append("\":0,");
        }
        assertThat(item("{" + flood + "\"sku\":\"A\",\"images\":[]}").error().detail()).isEqualTo("fields: must not be more than 2000");
        assertThat(problem(flood + "\"file_path\":\"/a.jpg\"")).isEqualTo("images[0].fields: must not be more than 2000");
    }

    @Test
    void anEntryAsMagentoItselfAnswersItIsTaken() {
        GalleryItem item = item(
                "{\"sku\":\"A\",\"images\":[{\"id\":17,\"media_type\":\"image\",\"label\":\"Front\",\"position\":1,\"disabled\":false,"
                        + "\"types\":[\"image\",\"small_image\",\"thumbnail\"],\"file\":\"/t/e/test.jpg\",\"content\":null}]}");
        assertThat(item.error()).isNull();
        assertThat(item.images())
                .containsExactly(new GalleryImage("/t/e/test.jpg", "Front", 1L, false, List.of("image", "small_image", "thumbnail")));
        assertThat(item.warnings()).containsExactly("unknown_field: id");
    }

    @Test
    void magentosNamesAreTakenInCamelCaseTooAndImageInAnyCase() {
        assertThat(image("\"filePath\":\"/a.jpg\",\"mediaType\":\"Image\"").filePath()).isEqualTo("/a.jpg");
        assertThat(problem("\"filePath\":\"/a.jpg\",\"mediaType\":\"external-video\"")).startsWith("images[0].media_type: ");
    }

    @Test
    void whereBothNamesAreGivenOursCounts() {
        GalleryItem item = item(
                "{\"sku\":\"A\",\"images\":[{\"file\":\"/b.jpg\",\"file_path\":\"/a.jpg\",\"types\":[\"thumbnail\"],\"roles\":[\"base\"]}]}");
        assertThat(item.images()).containsExactly(new GalleryImage("/a.jpg", null, null, null, List.of("image")));
        assertThat(item.warnings()).containsExactly("unknown_field: file", "unknown_field: types");
        assertThat(image("\"file_path\":null,\"file\":\"/b.jpg\",\"roles\":null,\"types\":[\"base\"]").roles()).containsExactly("image");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"media_type\":\"external-video\"                                | images[0].media_type: must be image, videos and others are not "
                + "taken, not \"external-video\"",
        "\"media_type\":\"\"                                              | images[0].media_type: must be image, videos and others are not "
                + "taken, not \"\"",
        "\"media_type\":1                                                 | images[0].media_type: must be image, videos and others are not "
                + "taken, not 1",
        "\"media_type\":[]                                                | images[0].media_type: must be image, videos and others are not "
                + "taken, not an array",
        "\"content\":{\"base64_encoded_data\":\"aGk=\",\"type\":\"image/jpeg\"} | images[0].content: pictures are not uploaded here: put "
                + "it into the bucket and name it in file_path",
        "\"types\":\"image\"                                              | images[0].roles: must be an array of texts, not \"image\""})
    void whatOfMagentosEntriesIsNoImageInTheBucketIsRefusedInWords(String field, String detail) {
        assertThat(problem("\"file\":\"/a.jpg\"," + field)).isEqualTo(detail);
    }

    @Test
    void anItemSaysHowItIsMeant() {
        GalleryItem item = item("{\"sku\":\"A\",\"mode\":\"replace\",\"allow_empty\":true,\"images\":[],\"empty_slots\":[\"a\",\"b\"]}");
        assertThat(item.terms()).isEqualTo(new RequestTerms("pim", true, true, null, List.of("a", "b")));
        assertThat(item.warnings()).isEmpty();
    }

    @Test
    void anItemThatSaysNothingIsMeantAsItsBulk() {
        RequestTerms bulk = new RequestTerms("erp", true, true, 5, List.of());
        byte[] body = ("{\"items\":[{\"sku\":\"A\",\"images\":[],\"mode\":null},{\"sku\":\"B\",\"mode\":\"merge\",\"images\":[]},"
                + "{\"sku\":\"C\",\"allow_empty\":false,\"images\":[]}]}").getBytes(StandardCharsets.UTF_8);
        assertThat(reader.items(new ByteArrayInputStream(body), bulk)).toIterable().extracting(GalleryItem::terms).containsExactly(bulk,
                new RequestTerms("erp", false, true, 5, List.of()), new RequestTerms("erp", true, false, 5, List.of()));
    }

    @Test
    void whoBringsItAndHowMuchMayGoIsSaidOfTheBulkAlone() {
        GalleryItem item = item(
                "{\"sku\":\"A\",\"source\":\"erp\",\"max_removals\":5,\"images\":[{\"file_path\":\"/a.jpg\",\"mode\":\"replace\","
                        + "\"empty_slots\":[]}]}");
        assertThat(item.terms()).isEqualTo(RequestTerms.PLAIN);
        assertThat(item.warnings()).containsExactly("unknown_field: source", "unknown_field: max_removals", "unknown_field: mode",
                "unknown_field: empty_slots");
    }

    @Test
    void aSlotIsATextOfSixtyFourCharacters() {
        assertThat(image("\"file_path\":\"/a.jpg\",\"slot\":\"Bild 1\"").slots()).containsExactly("Bild 1");
        assertThat(image("\"file_path\":\"/a.jpg\",\"slot\":null").slots()).isEmpty();
        assertThat(image("\"file_path\":\"/a.jpg\",\"slot\":\"" + SMILE.repeat(64) + "\"").slots()).containsExactly(SMILE.repeat(64));
        assertThat(problem("\"file_path\":\"/a.jpg\",\"slot\":\"" + "s".repeat(65) + "\""))
                .startsWith("images[0].slot: must not be longer than 64 characters");
        assertThat(problem("\"file_path\":\"/a.jpg\",\"slot\":1")).isEqualTo("images[0].slot: must be a text, not 1");
        assertThat(problem("\"file_path\":\"/a.jpg\",\"slot\":\" \"")).isEqualTo("images[0].slot: must not be blank");
    }

    @Test
    void theSameFileInTwoSlotsIsOneImageThatHasBoth() {
        GalleryItem item = item("{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a.jpg\",\"slot\":\"1\",\"position\":4,\"roles\":[\"base\"]},"
                + "{\"file_path\":\"/b.jpg\",\"slot\":\"2\"},{\"file_path\":\"/a.jpg\",\"slot\":\"3\",\"position\":2,\"roles\":[\"small\"]}]}");
        assertThat(item.warnings()).isEmpty();
        assertThat(item.images()).extracting(GalleryImage::filePath).containsExactlyInAnyOrder("/a.jpg", "/b.jpg");
        GalleryImage both = item.images().stream().filter(image -> image.filePath().equals("/a.jpg")).findFirst().orElseThrow();
        assertThat(both.slots()).containsExactlyInAnyOrder("1", "3");
        assertThat(both.roles()).containsExactlyInAnyOrder("image", "small_image");
        assertThat(both.position()).as("the lower one").isEqualTo(2);
    }

    @Test
    void oneSlotTwiceRefusesTheItem() {
        assertThat(problem("\"file_path\":\"/a.jpg\",\"slot\":\"1\"},{\"file_path\":\"/b.jpg\",\"slot\":\"1\""))
                .isEqualTo("images[1].slot: was given more than once: \"1\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"mode\":\"both\"                    | mode: must be merge or replace, not \"both\"",
        "\"allow_empty\":\"yes\"              | allow_empty: must be true or false, not \"yes\"",
        "\"empty_slots\":\"a\"                | empty_slots: must be an array of texts, not \"a\"",
        "\"empty_slots\":[\"a\",\"a\"]        | empty_slots: must be different texts, not twice \"a\"",
        "\"empty_slots\":[null]               | empty_slots: must be different texts",
        "\"empty_slots\":[\"a\",[]]           | empty_slots[1]: must be a text, not an array",
        "\"empty_slots\":[\"x\"]              | empty_slots: an image is given for \"x\""})
    void whatIsNotWellSaidOfAnItemRefusesIt(String terms, String detail) {
        List<GalleryItem> items = items("{\"sku\":\"A\"," + terms + ",\"images\":[{\"file_path\":\"/a.jpg\",\"slot\":\"x\"}]},"
                + "{\"sku\":\"B\",\"images\":[]}");
        assertThat(items.get(0).error()).isEqualTo(SyncError.invalidItem(detail));
        assertThat(items.get(0).images()).isEmpty();
        assertThat(items.get(1).error()).isNull();
    }

    @Test
    void aFloodOfEmptySlotsIsRefused() {
        assertThat(item("{\"sku\":\"A\",\"images\":[],\"empty_slots\":[\"s\"" + ",\"s\"".repeat(2000) + "]}").error().detail())
                .isEqualTo("empty_slots: must not be more than 1000");
    }

    @Test
    void detailsFitIntoMagentosResultMessage() {
        String field = "\"file_path\":\"/" + "\uD83D\uDE00".repeat(400) + ".jpg\"";
        assertThat(("invalid_item: " + problem(field)).length()).isLessThanOrEqualTo(255);
    }

    private List<GalleryItem> items(String items) {
        byte[] body = ("{\"items\":[" + items + "]}").getBytes(StandardCharsets.UTF_8);
        List<GalleryItem> read = new ArrayList<>();
        reader.items(new ByteArrayInputStream(body), RequestTerms.PLAIN).forEachRemaining(read::add);
        List<String> skus = reader.readEnvelope(new ByteArrayInputStream(body)).skus();
        assertThat(read).as("both readings find the same SKUs").extracting(GalleryItem::sku).containsExactlyElementsOf(skus);
        return read;
    }

    private GalleryItem item(String item) {
        return items(item).get(0);
    }

    private GalleryImage image(String fields) {
        GalleryItem item = item("{\"sku\":\"A\",\"images\":[{" + fields + "}]}");
        assertThat(item.error()).isNull();
        return item.images().get(0);
    }

    private String problem(String fields) {
        SyncError error = item("{\"sku\":\"A\",\"images\":[{" + fields + "}]}").error();
        assertThat(error.code()).isEqualTo(SyncError.Code.INVALID_ITEM);
        return error.detail();
    }
}
