package com.nacento.connector.cli;

import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --yes}, and the question that is asked without it. */
final class Question {

    private static final Set<String> YES = Set.of("y", "yes");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /**
     * Whether the user wants it.
     *
     * @throws ParameterException if there is nobody to be asked
     */
    boolean isAnsweredYes(String question) {
        if (yes) {
            return true;
        }
        if (!Terminal.isThere()) {
            throw new ParameterException(spec.commandLine(),
                    question + " There is no terminal to answer on: say --yes if that is what you want.");
        }
        String answer = System.console().readLine("%s [y/N] ", question);
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
