package com.nacento.connector.cli;

import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.serve.Setup;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nacento setup}: creates what the service would create by itself when it starts, and says what that was. */
@Command(name = "setup", mixinStandardHelpOptions = true,
        description = "Creates the connector's own tables, its queues and bindings where they are missing. Safe to repeat.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is there", "1:database or broker cannot be reached or refuses",
            "2:a setting is missing or makes no sense, or the shop is none the connector may write to"},
        footerHeading = "%nExamples:%n", footer = {"  ./nacento setup", "  ./nacento setup --config shop.properties"})
public final class SetupCommand implements Callable<Integer> {

    @Mixin
    private ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SettingsInParts settings = config.settings();
        Setup preparation = new Setup(settings.database().required(), settings.rabbit().required());
        boolean done = report("database", preparation::database);
        return report("broker", preparation::broker) && done ? 0 : 1;
    }

    private boolean report(String part, Callable<List<String>> step) {
        try {
            List<String> made = step.call();
            made.forEach(thing -> spec.commandLine().getOut().println(part + ": created " + thing));
            if (made.isEmpty()) {
                spec.commandLine().getOut().println(part + ": everything is there");
            }
            return true;
        } catch (IncompatibleShopException e) {
            throw e;
        } catch (Exception e) {
            spec.commandLine().getErr().println(part + ": " + Cause.of(e)
                    + (part.equals("database") ? " (./nacento doctor says what to do)" : ""));
            return false;
        }
    }
}
