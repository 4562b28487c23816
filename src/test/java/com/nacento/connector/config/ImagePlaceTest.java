package com.nacento.connector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePlaceTest {

    @Test
    void aPlaceHasAnAttributeAndPerhapsRolesAndWhoseItIs() {
        assertThat(list("image_1:base,small ; image_2@child; image_2 @parent : thumbnail;")).containsExactly(
                new ImagePlace("image_1", ImagePlace.Who.ALL, List.of("base", "small"), 1, Optional.empty()),
                new ImagePlace("image_2", ImagePlace.Who.CHILD, List.of(), 2, Optional.empty()),
                new ImagePlace("image_2", ImagePlace.Who.PARENT, List.of("thumbnail"), 3, Optional.empty()));
    }

    @Test
    void aCollectionHasAHundredPositions() {
        assertThat(list("first; gallery(family=packshots, media=file)@child:base; last"))
                .extracting(ImagePlace::attribute, ImagePlace::position)
                .containsExactly(Assertions.tuple("first", 1), Assertions.tuple("gallery", 2),
                        Assertions.tuple("last", 102));
        assertThat(list("gallery(family=packshots,media=file)").get(0).assets()).contains(new ImagePlace.Assets("packshots", "file"));
    }

    @Test
    void codesAreAsLongAsAkeneoTakesThem() {
        String longest = "a".repeat(255);

        assertThat(list(longest + "(family=" + longest + ",media=" + longest + "):base")).singleElement().satisfies(place -> {
            assertThat(place.attribute()).isEqualTo(longest);
            assertThat(place.assets()).contains(new ImagePlace.Assets(longest, longest));
        });
        assertThatThrownBy(() -> list(longest + "a")).isInstanceOf(SettingsException.class);
    }

    @Test
    void noneIsNone() {
        assertThat(list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:", "a@sibling", "gallery(family=x)", "gallery(media=x,family=y)", "a:base small", "a;a", "a;a@child",
        "a,b"})
    void whatIsNoPlaceIsRefused(String places) {
        assertThatThrownBy(() -> list(places)).isInstanceOf(SettingsException.class).hasMessageContaining("nacento.source.a.images");
    }

    private static List<ImagePlace> list(String places) {
        return ImagePlace.list(new SettingValues(Map.of("nacento.source.a.images", places)), "nacento.source.a.images");
    }
}
