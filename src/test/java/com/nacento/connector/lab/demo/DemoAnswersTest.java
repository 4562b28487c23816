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
    void aRefusalIsShownAsItIs() throws Exception {
        answers.showBulk(new DemoApi.Answer(503, new ObjectMapper().readTree("{\"message\":\"no database\",\"parameters\":[]}")));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("   503  {\"message\":\"no database\",\"parameters\":[]}\n");
    }
}
