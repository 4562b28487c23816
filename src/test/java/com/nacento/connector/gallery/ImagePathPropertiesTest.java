package com.nacento.connector.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.InvalidItemException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ImagePathPropertiesTest {

    private final ImagePathRules rules = new ImagePathRules("shop", "pub", List.of("jpg", "png"));

    @Property
    void whateverIsAcceptedIsAProperPath(@ForAll("roughPaths") String filePath) {
        try {
            String value = rules.magentoValue(filePath);
            assertThat(value).startsWith("/").doesNotContain("//", "/../", "/./", "\\").matches("(?s).*\\.(?i:jpg|png)");
            assertThat(value.codePoints().noneMatch(Character::isISOControl)).isTrue();
            assertThat(value.codePointCount(0, value.length())).isLessThanOrEqualTo(255);
        } catch (InvalidItemException refused) {
            assertThat(refused.detail()).isNotBlank();
        }
    }

    @Property
    void aValueMeansItselfWhenItIsReadAgain(@ForAll("roughPaths") String filePath) {
        String value;
        try {
            value = rules.magentoValue(filePath);
        } catch (InvalidItemException refused) {
            return;
        }
        assertThat(rules.magentoValue(rules.unambiguous(value))).isEqualTo(value);
        assertThat(rules.magentoValue(rules.objectKey(value))).isEqualTo(value);
        assertThat(rules.magentoValue("s3://shop/" + rules.objectKey(value))).isEqualTo(value);
    }

    @Property
    void anyTextAtAllIsAcceptedOrRefusedAndNothingElse(@ForAll String filePath) {
        try {
            rules.magentoValue(filePath + ".jpg");
        } catch (InvalidItemException refused) {
            assertThat(StorableText.hasLoneSurrogate(refused.detail())).isFalse();
        }
    }

    @Provide
    Arbitrary<String> roughPaths() {
        return Arbitraries
                .of("s3://", "shop", "https://", "host", "/", "/", "/", "\\", "pub", "media", "catalog", "product", "catalog/product/",
                        "cache", "tmp", "..", ".", "%2e", "%2F", "%", "?", "#", "a", "ü", "\uD83D\uDE00", ".jpg", ".PNG", "\n", " ",
                        "no_selection")
                .list().ofMinSize(0).ofMaxSize(14).map(parts -> String.join("", parts))
                .flatMap(path -> Arbitraries.of(path, path + "a.jpg", path + "/b.png"));
    }
}
