package com.nacento.connector.cli;

import com.nacento.connector.auth.TokenHash;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacento token NAME}: makes a bearer token for a caller, and the setting that lets it in. */
@Command(name = "token", mixinStandardHelpOptions = true,
        description = "Makes a token for a caller of the API, and the line to configure.",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:printed", "2:the name is none"},
        footerHeading = "%nExamples:%n", footer = "  ./nacento token pim")
public class TokenCommand implements Callable<Integer> {

    private static final int TOKEN_BYTES = 32;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Who the token is for: by this name it is found in the settings. Letters, digits, . _ -")
    private String name;

    /** Prints token and setting; 0 if it did, 2 if the name is not one. */
    @Override
    public Integer call() {
        if (!TokenHash.NAME.matcher(name).matches()) {
            throw new ParameterException(spec.commandLine(), "The name may have 1 to 64 letters, digits, '.', '_' or '-'.");
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);

        PrintWriter out = spec.commandLine().getOut();
        out.println("Token for " + name + " (shown this once, it is stored nowhere):");
        out.println();
        out.println("    " + token);
        out.println();
        out.println("The caller sends it with every request:");
        out.println();
        out.println("    Authorization: Bearer " + token);
        out.println();
        out.println("The connector is told its SHA-256 only. In application.properties (further tokens after a comma):");
        out.println();
        out.println("    nacento.auth.tokens=" + TokenHash.of(name, token));
        out.println();
        out.println("or as a line of its own in the file that nacento.auth.tokens-file names.");
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
