package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.Nacento;
import com.nacento.connector.testing.QueueJourneyTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file against a running service. */
class SyncFileTest extends QueueJourneyTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFailedOnesAreKeptAndCanBeSentAgain(boolean async) throws SQLException, IOException {
        String name = async ? "async" : "direct";
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            addProduct(name + "-" + i, "/" + name + "/" + i + ".jpg");
            lines.append(item(name + "-" + i, "/" + name + "/" + i + ".jpg", "label " + i)).append('\n');
        }
        lines.append(item(name + "-absent", "/" + name + "/1.jpg", "x"));
        Path file = Files.writeString(folder.resolve(name + ".ndjson"), lines);
        Path failed = folder.resolve(name + "-failed.ndjson");

        assertThat(sync(async, file, failed)).contains("exit 1", "8 items", "7 ok, 1 failed", "product_not_found");
        assertThat(galleries.of(name + "-6")).containsExactly("/" + name + "/6.jpg|label 6|1|0");
        assertThat(failed).hasContent(item(name + "-absent", "/" + name + "/1.jpg", "x"));

        addProduct(name + "-absent");
        assertThat(sync(async, failed, folder.resolve("none"))).contains("exit 0", "1 ok, 0 failed");
        assertThat(galleries.of(name + "-absent")).containsExactly("/" + name + "/1.jpg|x|1|0");
        assertThat(folder.resolve("none")).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAFileSaysOfAllItsItemsHoldsForEveryBulkOfIt(boolean async) throws SQLException, IOException {
        String name = async ? "async-said" : "said";
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            addProduct(name + "-" + i, "/s/a/old.jpg", "/s/a/new.jpg");
            connector.sync(name + "-" + i, "{\"source\":\"erp\",\"images\":[{\"file_path\":\"/s/a/old.jpg\"}]}");
            items.append(item(name + "-" + i, "/s/a/new.jpg", "x")).append(',');
        }
        String absent = item(name + "-absent", "/s/a/new.jpg", "x");
        Path file = Files.writeString(folder.resolve(name + ".json"),
                "{\"request\":{\"source\":\"erp\",\"items\":[" + items + absent + "],\"mode\":\"replace\"}}");
        Path failed = folder.resolve(name + "-failed.json");

        assertThat(sync(async, file, failed)).contains("exit 1", "5 ok, 1 failed").contains(async ? "" : ", 0 unchanged, 5 removed");
        assertThat(galleries.labels(name + "-4")).containsExactly("/s/a/new.jpg x");
        assertThat(failed).hasContent("{\"source\":\"erp\",\"mode\":\"replace\",\"items\":[\n" + absent + "\n]}\n");

        addProduct(name + "-absent");
        assertThat(sync(async, failed, folder.resolve("none"))).contains("exit 0", "1 ok, 0 failed");
    }

    private String sync(boolean async, Path file, Path failed) {
        StringWriter text = new StringWriter();
        int exit = Nacento.commandLine().setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true)).execute("sync",
                file.toString(), "--bulk-size", "3",
                "--failed", failed.toString(), "--url", "http://127.0.0.1:" + connector.settings().http().port(),
                async ? "--async" : "--in-flight=2");
        return text + "exit " + exit;
    }
}
