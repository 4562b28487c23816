package com.nacento.connector.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageExtensionsTest {

    private final ImageExtensions extensions = ImageExtensions.of(List.of("PNG ", "jpg"));

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "/m/y/a.JPG", "a.pdf.png", ".jpg", "https://cdn.example.com/a.jpg?x=1.pdf", "HTTP://x/a.png#b"})
    void aPictureIsKnownByItsName(String path) {
        assertThat(extensions.isOn(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jpg", "a.jpg.pdf", "a.jpg/b", "a.jpg ", "a.jpg?x=1", "https://youtu.be/dQw4w9WgXcQ?a.jpg", "dQw4w9WgXcQ"})
    void whatHasNoSuchNameIsNone(String path) {
        assertThat(extensions.isOn(path)).isFalse();
    }

    @Test
    void theyAreShownSortedAndSmall() {
        assertThat(extensions.names()).containsExactly("jpg", "png");
        assertThat(extensions).hasToString(".jpg, .png");
    }
}
