package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies as in Pimcore's "Example requests". */
class PimcoreTest {

    private final MappedBodies pimcore = MappedBodies.by("pimcore").images("image:base; gallery").set("label", "name");

    @Test
    void aDataObjectBecomesARequest() {
        assertThat(pimcore.items(event("pimcore.dataobject.postUpdate", "'id':260,'path':'/Cars/1900','sku':'1900','Name (name)':'1900',"
                + "'Image (image)':'/Car Images/1900.jpg','gallery':[{'fullpath':'/Car Images/a.jpg'},{'image':{'path':'/Car Images/b.jpg'}}],"
                + "'published':true,'type':'Car'")))
                .containsExactly("{'sku':'1900','images':[{'file_path':'/Car Images/1900.jpg','position':1,'slot':'image','roles':['base'],"
                        + "'label':'1900'},{'file_path':'/Car Images/a.jpg','position':2,'slot':'gallery/1','label':'1900'},"
                        + "{'file_path':'/Car Images/b.jpg','position':3,'slot':'gallery/2','label':'1900'}],'event_time':'2023-08-02T11:21:13Z'}");
    }

    @Test
    void draftsUnpublishedObjectsAndOtherThingsMeanNothing() {
        String subject = "'sku':'1900','image':'/a.jpg'";

        assertThat(
                pimcore.map(event("pimcore.dataobject.postUpdate", subject).replace("'versionOnly':false", "'versionOnly':true")).isEmpty())
                .isTrue();
        assertThat(pimcore.map(event("pimcore.dataobject.postUpdate", subject + ",'published':false")).isEmpty()).isTrue();
        assertThat(pimcore.map(event("pimcore.dataobject.postDelete", subject)).isEmpty()).isTrue();
        assertThat(pimcore.map(event("pimcore.asset.postUpdate", "'id':83,'path':'/a.jpg'")).isEmpty()).isTrue();
        assertThat(pimcore.map(event("pimcore.dataobject.postUpdate", subject)).items()).hasSize(1);
    }

    @Test
    void anObjectWithoutImagesOrSkuAsksForNothing() {
        assertThat(pimcore.map(event("pimcore.dataobject.postAdd", "'sku':'1900','gallery':null")).isEmpty()).isTrue();
        assertThat(pimcore.map(event("pimcore.dataobject.postAdd", "'image':'/a.jpg'")).skipped()).isEqualTo(1);
    }

    @Test
    void filesThatAreNoPicturesAreLeftOut() {
        assertThat(MappedBodies.by("pimcore").images("image_1:base; image_2").map(event("pimcore.dataobject.postUpdate",
                "'sku':'1900','image_1':'/a.jpg','image_2':'/b.pdf'"))).satisfies(output -> {
                    assertThat(output.items()).singleElement().extracting(MappedBodies::text).asString()
                            .contains("'images':[{'file_path':'/a.jpg','position':1,'slot':'image_1','roles':['base']}]");
                    assertThat(output.noPictures()).isEqualTo(new NoPictures(1, List.of("/b.pdf")));
                });
        assertThat(MappedBodies.by("pimcore").images("gallery:base").items(event("pimcore.dataobject.postUpdate",
                "'sku':'1900','gallery':[{'fullpath':'/manual.pdf'},'/a.JPG','https://cdn.example.com/b.jpg?v=1.pdf']"))).singleElement()
                .asString().contains("'images':[{'file_path':'/a.JPG','position':1,'slot':'gallery/1','roles':['base']},"
                        + "{'file_path':'https://cdn.example.com/b.jpg?v=1.pdf','position':2,'slot':'gallery/2'}]");
    }

    private static String event(String name, String subject) {
        return "{'general':{'eventName':'" + name + "','timestamp':1690975273,'subjectType':'object','versionOnly':false},'subject':{"
                + subject
                + "}}";
    }
}
