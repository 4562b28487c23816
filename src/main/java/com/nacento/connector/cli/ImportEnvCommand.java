package com.nacento.connector.cli;

import com.nacento.connector.envphp.EnvPhp;
import com.nacento.connector.envphp.ImpliedSettings;
import com.nacento.connector.envphp.PhpSyntaxException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacento import-env}: prints the settings that Magento's own configuration implies. */
@Command(name = "import-env", mixinStandardHelpOptions = true,
        description = {"Prints the settings that Magento's app/etc/env.php implies, passwords and keys included, as a properties file.",
            "The file is read, not run: values that PHP would have to compute are refused, with line and column. What env.php does not say "
                    + "is a comment that tells what to set."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:the file cannot be read or understood; nothing was printed", "2:wrong option"},
        footerHeading = "%nExamples:%n",
        footer = {"  (umask 077; ./nacento import-env app/etc/env.php > shop.properties)", "  ./nacento doctor --config shop.properties"})
public final class ImportEnvCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Magento's app/etc/env.php.")
    private Path file;

    @Override
    public Integer call() {
        try {
            String properties = ImpliedSettings.of(EnvPhp.read(Files.readString(file, StandardCharsets.UTF_8)));
            spec.commandLine().getErr()
                    .println("What follows holds the passwords and keys of " + file + ": keep it where only the connector can read it.");
            new PrintStream(System.out, true, StandardCharsets.UTF_8).print(properties);
            return 0;
        } catch (PhpSyntaxException e) {
            return failed(e.getMessage());
        } catch (CharacterCodingException e) {
            return failed("it is not UTF-8");
        } catch (NoSuchFileException e) {
            return failed("there is no such file");
        } catch (IOException e) {
            return failed("it cannot be read: " + e);
        }
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(file + ": " + why);
        return 1;
    }
}
