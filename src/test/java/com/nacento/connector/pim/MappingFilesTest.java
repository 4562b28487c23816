package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFilesTest {

    @TempDir
    Path folder;

    @Test
    void theShopsOwnFileWins() throws IOException {
        Files.createDirectory(folder.resolve("mappings"));
        Files.writeString(folder.resolve("mappings/pimcore.jq"), "{items: [{sku: \"mine\"}]}");

        assertThat(MappedBodies.by("pimcore").besideApplication(folder).items("{}")).containsExactly("{'sku':'mine'}");
        assertThat(MappedBodies.by("akeneo-events").besideApplication(folder).items("{'events':[]}")).isEmpty();
    }

    @Test
    void aMissingFileIsRefusedByName() {
        assertThatThrownBy(() -> MappedBodies.by("akeneo").mapping()).isInstanceOf(SettingsException.class)
                .hasMessageContaining("no mapping akeneo").hasMessageContaining("akeneo-events");
        assertThatThrownBy(() -> MappedBodies.by("file:nowhere/own.jq").mapping()).isInstanceOf(SettingsException.class)
                .hasMessageContaining("nowhere/own.jq");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '^', value = {
        "{items: [} § line 1, column 10: \"}\" cannot stand here",
        "{items: []}\\n| map(.)\\n) § line 3, column 1: this is not jq",
        "{items: [ § line 1, column 9: it ends too early",
        "# a comment\\n{items: [] ~} § line 2, column 12: this is not jq",
        "# f here\\n{items: [1 |\\n  f]} § line 3: there is no function f/0",
        "{items: [\\n $gone ]} § line 2: $gone is not defined"})
    void aFaultyFileIsRefusedWithThePlace(String text, String place) {
        assertThatThrownBy(() -> MappedBodies.byProgram(folder, text.replace("\\n", "\n")).mapping()).isInstanceOf(SettingsException.class)
                .hasMessageContaining("own.jq, " + place);
    }

    @Test
    void whatStandsInThePreludeIsThereForAllAndSecretsAreNot() {
        MappedBodies own = MappedBodies.byProgram(folder, "{items: [{sku: \"a\", cfg: $cfg, images: images_of(.values; false; {})}]}")
                .images("pic").set("secret", "geheim").set("url", "http://pim.example").set("client-id", "c").set("client-secret", "geheim")
                .set("user", "u").set("password", "geheim");

        assertThat(own.items("{'values':{'pic':[{'locale':null,'scope':null,'data':'a.jpg'}]}}")).containsExactly(
                "{'sku':'a','cfg':{'images':[{'attribute':'pic','for':'all','position':1,'roles':[]}],'label':'','labels':{},'channel':'',"
                        + "'locale':'','removed':'keep','extensions':['avif','gif','jpeg','jpg','png','webp']},"
                        + "'images':[{'file_path':'a.jpg','position':1,'slot':'pic'}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^',
            value = {" | the body is empty", "{'a' | cut off at line 1", "{} {} | something follows",
                "nonsense | Not JSON at line 1"})
    void whatIsNoJsonSaysSo(String body, String message) {
        assertThatThrownBy(() -> MappedBodies.by("pimcore").map(body == null ? "" : body)).isInstanceOf(MappingException.class)
                .hasMessageContaining(message);
    }
}
