package com.nacento.connector.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.failure.InvalidItemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePathRulesTest {

    private static final List<String> EXTENSIONS = List.of("jpg", "jpeg", "png", "gif", "webp", "avif");
    private final ImagePathRules rules = new ImagePathRules("shop", "live", EXTENSIONS);

    @ParameterizedTest
    @ValueSource(strings = {
        "/m/y/a.jpg", "m/y/a.jpg", "catalog/product/m/y/a.jpg", "/catalog/product/m/y/a.jpg", "media/catalog/product/m/y/a.jpg",
        "pub/media/catalog/product/m/y/a.jpg", "live/media/catalog/product/m/y/a.jpg", "/live/pub/media/catalog/product/m/y/a.jpg",
        "s3://shop/live/media/catalog/product/m/y/a.jpg", "s3://shop/media/catalog/product/m/y/a.jpg", "S3://shop/m/y/a.jpg",
        "https://cdn.example/media/catalog/product/m/y/a.jpg", "https://s3.example/shop/live/media/catalog/product/m/y/a.jpg",
        "HTTP://s3.example:9000/shop/media/catalog/product/m/y/a.jpg?X-Amz-Signature=1#top",
        "https://cdn.example/media/catalog/product/m/%79/a%2Ejpg", "\\m\\y\\a.jpg", "catalog\\product\\m\\y\\a.jpg",
        "//media///catalog//product/m//y/a.jpg", "https://cdn.example//media/catalog/product//m/y/a.jpg",
        "https://cdn.example/media%2Fcatalog%5Cproduct/m/y/a.jpg"})
    void everyFormOfAPathMeansTheSameMagentoValue(String filePath) {
        assertThat(rules.magentoValue(filePath)).isEqualTo("/m/y/a.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "media/media/a.jpg,                    /media/a.jpg",
        "catalog/product/catalog/product/a.jpg, /catalog/product/a.jpg",
        "s3://shop/shop/a.jpg,                 /shop/a.jpg",
        "live/live/a.jpg,                      /live/a.jpg",
        "media/pub/a.jpg,                      /pub/a.jpg"})
    void eachPartIsStrippedOnceAndInOrder(String filePath, String value) {
        assertThat(rules.magentoValue(filePath)).isEqualTo(value);
    }

    @Test
    void onlyAddressesNameTheBucket() {
        assertThat(rules.magentoValue("shop/a.jpg")).isEqualTo("/shop/a.jpg");
        assertThat(rules.magentoValue("https://host/shop/a.jpg")).isEqualTo("/a.jpg");
    }

    @Test
    void onlyWebAddressesArePercentDecodedAndOnlyOnce() {
        assertThat(rules.magentoValue("/m/a%20b.jpg")).isEqualTo("/m/a%20b.jpg");
        assertThat(rules.magentoValue("s3://shop/m/a%20b.jpg")).isEqualTo("/m/a%20b.jpg");
        assertThat(rules.magentoValue("https://host/m/a%2520b+c.jpg")).isEqualTo("/m/a%20b+c.jpg");
        assertThat(rules.magentoValue("https://host/m/%C3%BC.jpg")).isEqualTo("/m/ü.jpg");
    }

    @Test
    void theObjectKeyHasThePrefix() {
        assertThat(rules.objectKey("/m/y/a.jpg")).isEqualTo("live/media/catalog/product/m/y/a.jpg");
        assertThat(new ImagePathRules("shop", "", EXTENSIONS).objectKey("/m/y/a.jpg")).isEqualTo("media/catalog/product/m/y/a.jpg");
        assertThat(new ImagePathRules("shop", "/a/b/", EXTENSIONS).objectKey("/x.jpg")).isEqualTo("a/b/media/catalog/product/x.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "///", "media/catalog/product/", "https://host", "https://host/?a.jpg", "s3://shop", "s3://shop/"})
    void anEmptyPathIsRefused(String filePath) {
        assertRefused(filePath, "must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.jpg", "m/../a.jpg", "m/./a.jpg", "/m/y/..", ".", "https://host/%2e%2e/a.jpg", "catalog/product/..\\a.jpg",
        "s3://shop/../a.jpg", "https://host/media/%2E%2E%2Fa.jpg"})
    void pathTraversalIsRefused(String filePath) {
        assertRefused(filePath, "must not contain . or ..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/m/a\n.jpg", "/m/\u007f.jpg", "/m/\u0085.jpg", "https://host/a%0d%0a.jpg", "https://host/a%00.jpg"})
    void controlCharactersAreRefused(String filePath) {
        assertRefused(filePath, "control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://other/m/a.jpg", "s3://Shop/a.jpg", "s3:///a.jpg", "s3://shop2/a.jpg", "s3://../shop/a.jpg"})
    void anotherBucketIsRefused(String filePath) {
        assertRefused(filePath, "is in another bucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache/1/a.jpg", "/placeholder/a.jpg", "media/catalog/product/tmp/a.jpg", "https://h/%63ache/a.jpg"})
    void magentosOwnFoldersAreRefused(String filePath) {
        assertRefused(filePath, "Magento's own");
    }

    @Test
    void foldersThatOnlyLookLikeMagentosOwnAreFine() {
        assertThat(rules.magentoValue("/cached/a.jpg")).isEqualTo("/cached/a.jpg");
        assertThat(rules.magentoValue("/c/cache/a.jpg")).isEqualTo("/c/cache/a.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/m/a.svg", "/m/a.php", "/m/jpg", "/m/a.jpg.exe", "/m/a.jpg/", "/m/a.", "/m/a.jpg?x=1", "/m/a.jpg "})
    void otherExtensionsAreRefused(String filePath) {
        assertRefused(filePath, "must end in one of .avif, .gif");
    }

    @Test
    void extensionsAreFoundInAnyCaseAndTheNameKeepsItsOwn() {
        assertThat(rules.magentoValue("/m/A.JPG")).isEqualTo("/m/A.JPG");
    }

    @Test
    void noSelectionIsMagentosWordAndNotAnImage() {
        assertRefused("no_selection", "Magento's word");
        assertRefused("/no_selection", "Magento's word");
    }

    @Test
    void lengthIsCountedInCodePointsWithTheSlash() {
        assertThat(rules.magentoValue("a".repeat(250) + ".jpg")).hasSize(255);
        assertRefused("a".repeat(251) + ".jpg", "255");
        assertThat(rules.magentoValue("/" + "\uD83D\uDE00".repeat(200) + ".jpg")).hasSize(405);
        assertRefused("/" + "\uD83D\uDE00".repeat(250) + ".jpg", "1024 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/a.jpg", "file:///etc/a.jpg", "gs://shop/a.jpg"})
    void otherKindsOfAddressAreRefused(String filePath) {
        assertRefused(filePath, "http, https or s3");
    }

    @Test
    void brokenEncodingsAreRefused() {
        assertRefused("https://host/a%2.jpg", "broken percent-encoding");
        assertRefused("https://host/a.jpg%", "broken percent-encoding");
        assertRefused("https://host/%ff.jpg", "not UTF-8");
        assertRefused("/m/\uD800.jpg", "half a surrogate pair");
        assertRefused("/m/\0.jpg", "NUL");
    }

    @Test
    void aRefusalShowsTheOffendingValueCutShort() {
        assertThatThrownBy(() -> rules.magentoValue("../" + "x".repeat(1000)))
                .hasMessageContaining("\"../xxx").hasMessageEndingWith("x…\"")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(160));
    }

    private void assertRefused(String filePath, String why) {
        assertThatThrownBy(() -> rules.magentoValue(filePath)).isInstanceOf(InvalidItemException.class).hasMessageContaining(why);
    }
}
