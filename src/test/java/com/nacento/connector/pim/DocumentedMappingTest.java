package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mapping that docs/pim.md shows, with bodies as UnoPIM's WebhookService and ProductComparer make them. */
class DocumentedMappingTest {

    @TempDir
    Path folder;

    private MappedBodies uno;

    @BeforeEach
    void read() throws IOException {
        String manual = Files.readString(Path.of("docs", "pim.md"));
        int begin = manual.indexOf("```jq\n") + 6;
        uno = MappedBodies.byProgram(folder, manual.substring(begin, manual.indexOf("```\n", begin))).images("image; back").set("removed",
                "remove");
    }

    @Test
    void whatWasAddedOrChangedIsAnImageAndWhatWasRemovedAnEmptySlot() {
        assertThat(uno.items("{'event':'product.updated','timestamp':'2026-11-29T10:00:00+00:00','data':[{'id':1,'status':true,'sku':'A',"
                + "'type':'simple','changes':{'added':[],'removed':{'common':{'back':'p/b.jpg'}},'changed':{'common':{'image':{'old':'p/o.jpg',"
                + "'new':'p/n.jpg'}}}}}]}")).containsExactly("{'sku':'A','images':[{'file_path':'p/n.jpg','slot':'image','position':1}],"
                        + "'empty_slots':['back'],'event_time':'2026-11-29T10:00:00Z'}");
    }

    @Test
    void aPriceMeansNothing() {
        assertThat(uno.map("{'event':'product.updated','timestamp':'2026-11-29T10:00:00+00:00','data':[{'sku':'A','changes':{'added':[],"
                + "'removed':[],'changed':{'common':{'price':{'old':1,'new':2}}}}}]}").isEmpty()).isTrue();
    }
}
