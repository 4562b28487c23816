package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are none are left out of whatever a mapping answers. */
class NoPicturesTest {

    @TempDir
    private Path folder;

    @Test
    void aShopsOwnMappingMaySendWhateverFilesItFinds() {
        MappingOutput output = own("{items: [.[] | {sku: .sku, images: [.files[] | {file_path: .}]}]}",
                "[{'sku':'A','files':['a.jpg','a.pdf']},{'sku':'B','files':['b.mp4']},{'sku':'C','files':[]}]");

        assertThat(output.items()).extracting(MappedBodies::text).containsExactly("{'sku':'A','images':[{'file_path':'a.jpg'}]}",
                "{'sku':'C','images':[]}");
        assertThat(output.noPictures().first()).containsExactly("a.pdf", "b.mp4");
    }

    @Test
    void whatAsksForMoreThanImagesStaysAnItem() {
        assertThat(own("{items: [{sku: \"A\", images: [{file_path: \"a.pdf\"}], mode: \"replace\"},"
                + " {sku: \"B\", images: [{file_path: \"b.pdf\"}], empty_slots: [\"x\"]},"
                + " {sku: \"C\", images: [{file_path: \"c.pdf\"}], empty_slots: []}]}", "{}").items())
                .extracting(item -> item.get("sku").asText())
                .containsExactly("A", "B");
    }

    @Test
    void whatIsNoPathIsLeftToBeRefused() {
        assertThat(own("{items: [{sku: \"A\", images: [{file_path: 1}, {}, \"a.pdf\"]}, "
                + "{sku: \"B\", images: {x: {file_path: \"b.pdf\"}}}]}", "{}"))
                .satisfies(output -> {
                    assertThat(output.items()).hasSize(2);
                    assertThat(output.noPictures()).isEqualTo(NoPictures.NONE);
                });
    }

    @Test
    void ofManyAllAreCountedAndTheFirstOnesNamed() {
        String files = IntStream.range(0, 500).mapToObj(i -> "'" + i + ".pdf'").collect(Collectors.joining(","));
        NoPictures many = own("{items: [{sku: \"A\", images: [.[] | {file_path: .}]}]}", "[" + files + "]").noPictures();

        assertThat(many.plus(many).count()).isEqualTo(1000);
        assertThat(many.plus(many).first()).hasSize(NoPictures.SHOWN).startsWith("0.pdf", "1.pdf");
    }

    private MappingOutput own(String jq, String body) {
        return MappedBodies.byProgram(folder, jq).map(body);
    }
}
