package com.nacento.connector;

import com.nacento.connector.cli.AddedCommand;
import com.nacento.connector.cli.AuditCommand;
import com.nacento.connector.cli.DeadLettersCommand;
import com.nacento.connector.cli.DoctorCommand;
import com.nacento.connector.cli.ImportEnvCommand;
import com.nacento.connector.cli.MapCommand;
import com.nacento.connector.cli.PullCommand;
import com.nacento.connector.cli.RehearseCommand;
import com.nacento.connector.cli.ServeCommand;
import com.nacento.connector.cli.SetupCommand;
import com.nacento.connector.cli.SyncCommand;
import com.nacento.connector.cli.TokenCommand;
import com.nacento.connector.cli.UninstallCommand;
import com.nacento.connector.config.SettingsException;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.failure.Outage;
import java.util.ServiceLoader;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code ./nacento COMMAND}. */
@Command(name = "nacento", mixinStandardHelpOptions = true, versionProvider = Nacento.Version.class, sortOptions = false,
        description = "Brings product image galleries from a PIM into Magento 2 without uploading a single picture.",
        subcommands = {
            ServeCommand.class,
            DoctorCommand.class,
            AuditCommand.class,
            ImportEnvCommand.class,
            SetupCommand.class,
            UninstallCommand.class,
            SyncCommand.class,
            MapCommand.class,
            PullCommand.class,
            DeadLettersCommand.class,
            TokenCommand.class,
            RehearseCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class})
public final class Nacento implements Runnable {

    /** What the user asked for cannot be done as it was asked: wrong option, wrong setting. */
    public static final int USAGE = 2;

    /** It was asked for rightly, and could not be done: a server is away or refuses. */
    public static final int FAILED = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with its answers to failures: one line for what a user can mend. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Nacento());
        ServiceLoader.load(AddedCommand.class).forEach(line::addSubcommand);
        line.setExecutionExceptionHandler((failure, command, result) -> {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SettingsException || cause instanceof IncompatibleShopException) {
                    command.getErr().println(cause.getMessage());
                    return USAGE;
                }
                if (cause instanceof Outage) {
                    command.getErr().println(cause.getMessage());
                    return FAILED;
                }
            }
            throw failure;
        });
        line.setParameterExceptionHandler((failure, arguments) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println(failure.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
            command.getErr().println("./" + command.getCommandSpec().qualifiedName() + " --help says more.");
            return USAGE;
        });
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Nacento.class.getPackage().getImplementationVersion();
            return new String[] {"nacento-connector " + (version == null ? "(development)" : version)};
        }
    }
}
