package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.Nacento;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Each command has its section in the manual, with all of its options, and help that says enough to use it. */
class CommandsTest {

    private static final Path MANUAL = Path.of("docs/cli.md");

    /** Of every command line tool. */
    private static final List<String> COMMON = List.of("--help", "--version", "--config");

    static Stream<CommandSpec> commands() {
        return Nacento.commandLine().getSubcommands().values().stream().map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden() && !command.name().equals("help"));
    }

    static Stream<CommandSpec> commandsThatDoSomething() {
        return commands().filter(command -> !command.name().equals("generate-completion"))
                .flatMap(command -> command.subcommands().isEmpty()
                        ? Stream.of(command)
                        : command.subcommands().values().stream().map(CommandLine::getCommandSpec));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandHasASectionWithAllOfItsOptions(CommandSpec command) throws IOException {
        String manual = Files.readString(MANUAL);
        assertThat(manual).contains("\n## " + command.name() + "\n", "./nacento " + command.name());
        String section = manual.split(Pattern.quote("\n## " + command.name() + "\n"))[1].split("\n## ")[0];
        for (CommandSpec each : withSubcommands(command)) {
            assertThat(section).contains(each.name());
            each.options().stream().filter(option -> !option.hidden()).map(OptionSpec::longestName).filter(name -> !COMMON.contains(name))
                    .forEach(name -> assertThat(section).as("the section of " + command.name()).contains(name));
        }
    }

    @Test
    void theManualKnowsNoOtherCommands() throws IOException {
        List<String> sections = Pattern.compile("(?m)^## ([a-z-]+)$").matcher(Files.readString(MANUAL)).results()
                .map(found -> found.group(1)).toList();
        assertThat(commands().map(CommandSpec::name)).containsAll(sections);
    }

    @ParameterizedTest
    @MethodSource("commandsThatDoSomething")
    void helpHasADescriptionForEverythingAndTheExitCodes(CommandSpec command) {
        assertThat(command.usageMessage().description()).isNotEmpty();
        assertThat(command.mixinStandardHelpOptions()).as("--help").isTrue();
        assertThat(command.usageMessage().exitCodeList()).as("exit codes").containsKey("0");
        command.options().forEach(option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
        command.positionalParameters().forEach(parameter -> assertThat(parameter.description()).as(parameter.paramLabel()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("commandsThatDoSomething")
    void examplesCanBeCopiedFromATerminal(CommandSpec command) {
        List<String> lines = command.commandLine().getUsageMessage().lines().toList();
        List<String> examples = lines.subList(lines.indexOf("Examples:") + 1, lines.size());
        assertThat(examples).as("each in a line of its own").isNotEmpty()
                .allMatch(line -> line.startsWith("  ") && line.contains("./nacento "));
    }

    private static List<CommandSpec> withSubcommands(CommandSpec command) {
        List<CommandSpec> all = new ArrayList<>(List.of(command));
        command.subcommands().values().forEach(subcommand -> all.add(subcommand.getCommandSpec()));
        return all;
    }
}
