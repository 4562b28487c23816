package com.nacento.connector.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoAnswersTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DemoAnswers answers = new DemoAnswers(new DemoScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8)));

    @Test
    void theOperationsOfABulkAreATable() throws Exception {
        answers.showOperations(new DemoApi.Answer(200, new ObjectMapper().readTree("""
                {"operations_list":[{"id":1,"status":1,"result_message":"done"},{"id":2,"status":4,"result_message":null}],"bulk_id":"u"}
                """)));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                   200  {"operations_list":[{"id":1,"status":1,"result_message":"done"},… 1 more],"bulk_id":"u"}

                   operation  status  message (1 complete, 2 and 3 failed, 4 open, 5 rejected)
                           1       1  done
                           2       4
                """);
    }

    @Test
    void theChangesOfADryRunAreATableOfBeforeAndAfter() throws Exception {
        answers.showChanges(new DemoApi.Answer(200, new ObjectMapper().readTree("""
                {"changes":[
                 {"image":"/a.jpg","field":"image","store":"admin","from":{"file_path":"/a.jpg","label":"Side","roles":[]},"to":null},
                 {"image":"/b.jpg","field":"image","store":"admin","from":null,"to":{"file_path":"/b.jpg","label":null,"roles":[]}},
                 {"image":"/d.jpg","field":"image","store":"admin","from":"/c.jpg","to":"/d.jpg"},
                 {"image":"/d.jpg","field":"etag","store":"admin","from":null,"to":"22af645d1859cb5ca6da0c484f1f37ea"},
                 {"image":"/d.jpg","field":"role:image","store":"fr","from":"/c.jpg","to":"/d.jpg"}],"changes_left_out":0}
                """)));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("""
                "to":null},… 4 more],
                        "changes_left_out":0}

                   image   what        store  before  after
                   /a.jpg  removed     admin  Side    -
                   /b.jpg  new         admin  -       -
                   /d.jpg  other file  admin  /c.jpg  /d.jpg
                   /d.jpg  etag        admin  -       22af645d…
                   /d.jpg  role:image  fr     /c.jpg  /d.jpg
                """);
    }

    @Test
    void aRefusalIsShownAsItIs() throws Exception {
        answers.showBulk(new DemoApi.Answer(503, new ObjectMapper().readTree("{\"message\":\"no database\",\"parameters\":[]}")));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("   503  {\"message\":\"no database\",\"parameters\":[]}\n");
    }
}
