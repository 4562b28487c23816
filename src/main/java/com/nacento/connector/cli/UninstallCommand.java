package com.nacento.connector.cli;

import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.queue.QueueRemoval;
import com.nacento.connector.serve.Uninstall;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nacento uninstall --remove-data}: leaves a shop as if the connector had never been there, but for the galleries. */
@Command(name = "uninstall", mixinStandardHelpOptions = true,
        description = "Drops the connector's own tables, and deletes its queues and their bindings. Galleries and everything else of "
                + "Magento's stay, and so does the"
                + " exchange of Magento's queues. Refuses while a queue holds messages or has consumers. The database user needs the right "
                + "to DROP these tables.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing of the connector's is left",
            "1:messages are left, somebody consumes, the answer was no, or database or broker refuses",
            "2:wrong option or setting, or nobody to ask"},
        footerHeading = "%nExamples:%n", footer = {"  ./nacento uninstall --remove-data",
            "  NACENTO_DB_USER=root NACENTO_DB_PASSWORD=... ./nacento uninstall --remove-data"})
public final class UninstallCommand implements Callable<Integer> {

    @Option(names = "--remove-data", required = true, description = "Must be said: stored ETags and the record of requests are lost.")
    private boolean removeData;

    @Mixin
    private Question question;

    @Mixin
    private ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SettingsInParts settings = config.settings();
        Uninstall removal = new Uninstall(settings.database().required(), settings.rabbit().required());
        List<String> tables = removal.tables();
        List<String> queues = removal.onBroker(QueueRemoval::queues);
        List<String> obstacles = removal.onBroker(QueueRemoval::obstacles);
        if (!obstacles.isEmpty()) {
            obstacles.forEach(obstacle -> err().println("refused: " + obstacle));
            return 1;
        }
        if (tables.isEmpty() && queues.isEmpty()) {
            out().println("There is nothing of the connector's to be removed.");
            return 0;
        }
        tables.forEach(table -> out().println("to be dropped: table " + table));
        queues.forEach(queue -> out().println("to be deleted: queue " + queue));
        out().flush();
        if (!question.isAnsweredYes("Remove them for good?")) {
            err().println("Nothing was removed.");
            return 1;
        }
        removal.onBroker(QueueRemoval::remove).forEach(thing -> out().println("deleted " + thing));
        removal.dropTables();
        tables.forEach(table -> out().println("dropped table " + table));
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
