package com.nacento.connector.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageResizesTest {

    @Test
    void getPhpFindsAnOriginalInFoldersOfItsFirstTwoLetters() {
        assertThat(ImageResizes.notMadeOnDemand(List.of("/m/y/my-pic.jpg", "/A/B/AB.jpg", "/1/2/12.jpg"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/3/4/a/9/34a9d1_pic.jpg", "/i/m/IMG_1.jpg", "/x/y/my-pic.jpg", "/my-pic.jpg", "/my/y/my-pic.jpg", "/a/_/a.jpg",
        "/\u00fc/b/\u00fcb.jpg"})
    void elsewhereItShowsThePlaceholder(String path) {
        assertThat(ImageResizes.notMadeOnDemand(List.of(path))).containsExactly(path);
    }
}
