package com.nacento.connector.cli;

import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.deadletters.Listing;
import com.nacento.connector.deadletters.Replay;
import com.nacento.connector.deadletters.Selection;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nacento dead-letters}: what could not be processed is looked at, tried again, or thrown away. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true,
        description = "Looks at, replays or throws away what could not be processed.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, also if there was nothing to do", "1:the broker is away or refuses, or letters could not be replayed",
            "2:wrong option or setting"},
        footerHeading = "%nExamples:%n",
        footer = {"  ./nacento dead-letters list", "  ./nacento dead-letters replay --reason storage_unavailable",
            "  ./nacento dead-letters purge --sku OLD-1 --sku OLD-2"})
public final class DeadLettersCommand {

    private static final String FAILURES = "%nExit codes:%n";

    @Spec
    private CommandSpec spec;

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Shows the letters at the front of the queue, and leaves them there.",
            exitCodeListHeading = FAILURES, exitCodeList = {"0:shown", "1:the broker is away or refuses", "2:wrong option or setting"},
            footerHeading = "%nExamples:%n",
            footer = {"  ./nacento dead-letters list", "  ./nacento dead-letters list --json --limit 1000 | jq -r '.letters[].sku'"})
    int list(@Mixin ConfigFile file,
            @Option(names = "--limit", paramLabel = "COUNT", defaultValue = "100",
                    description = "How many are shown at most, 1 to 100000; default: ${DEFAULT-VALUE}.") int limit,
            @Option(names = "--json", description = "As JSON, with everything that is known of them.") boolean json) {
        if (limit < 1 || limit > 100_000) {
            throw new ParameterException(spec.subcommands().get("list"), "--limit must be a whole number from 1 to 100000.");
        }
        return onLetters(file, letters -> {
            Listing listing = letters.list(limit);
            LetterTable table = new LetterTable(letters.queue(), listing, Instant.now());
            out().println(json ? table.json() : table.text());
            return 0;
        });
    }

    @Command(name = "replay", mixinStandardHelpOptions = true,
            description = "Hands letters back to the queue they came from, to be processed once more. A letter is removed only when the "
                    + "broker has confirmed it"
                    + " there. What nobody can understand stays: it would only come back.",
            exitCodeListHeading = FAILURES,
            exitCodeList = {"0:done, also if no letter matches",
                "1:the broker is away or refuses, or letters that cannot be understood stay",
                "2:wrong option or setting"},
            footerHeading = "%nExamples:%n",
            footer = {"  ./nacento dead-letters replay --all",
                "  ./nacento dead-letters replay --reason storage_unavailable --reason internal",
                "  ./nacento dead-letters replay --sku BIKE-1"})
    int replay(@Mixin ConfigFile file, @ArgGroup(exclusive = true, multiplicity = "1") Which which) {
        return onLetters(file, letters -> {
            Replay replay = letters.replay(which.selection());
            out().println(counted(replay.replayed(), "letter") + " replayed.");
            if (replay.unreadable() > 0) {
                err().println(counted(replay.unreadable(), "letter")
                        + " that nobody can understand left there: look with \"dead-letters list --json\","
                        + " then throw away with \"dead-letters purge --reason invalid_message\".");
            }
            return replay.unreadable() > 0 ? 1 : 0;
        });
    }

    @Command(name = "purge", mixinStandardHelpOptions = true, description = "Throws letters away for good.",
            exitCodeListHeading = FAILURES,
            exitCodeList = {"0:done, also if no letter matches", "1:the broker is away or refuses, or the answer was no",
                "2:wrong option or setting, or nobody to ask"},
            footerHeading = "%nExamples:%n",
            footer = {"  ./nacento dead-letters purge --reason invalid_message", "  ./nacento dead-letters purge --all --yes"})
    int purge(@Mixin ConfigFile file, @Mixin Question question, @ArgGroup(exclusive = true, multiplicity = "1") Which which) {
        return onLetters(file, letters -> {
            long total = letters.list(0).total();
            if (total > 0 && !question
                    .isAnsweredYes("Throw away " + which + " of the " + counted(total, "letter") + " in " + letters.queue() + "?")) {
                err().println("Nothing was thrown away.");
                return 1;
            }
            out().println(counted(total > 0 ? letters.discard(which.selection()) : 0, "letter") + " thrown away.");
            return 0;
        });
    }

    /** Which letters are meant. */
    static final class Which {

        @Option(names = "--all", required = true, description = "Every one.")
        private boolean all;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private Some some;

        /** Conditions, all of which must be met. */
        static final class Some {
            @Option(names = "--sku", paramLabel = "SKU", description = "Those of this SKU; may be repeated.")
            private Set<String> skus = Set.of();

            @Option(names = "--reason", paramLabel = "CODE",
                    description = "Those with this reason, without its detail: storage_unavailable; may be repeated.")
            private Set<String> reasons = Set.of();
        }

        Selection selection() {
            return all ? Selection.all() : new Selection(Set.of(), some.skus, some.reasons);
        }

        @Override
        public String toString() {
            if (all) {
                return "all";
            }
            List<String> words = new ArrayList<>();
            some.skus.forEach(sku -> words.add("SKU " + sku));
            some.reasons.forEach(reason -> words.add("reason " + reason));
            return "those with " + String.join(", ", words);
        }
    }

    private static int onLetters(ConfigFile file, Function<DeadLetters, Integer> work) {
        return DeadLetters.onOwnConnections(file.settings().rabbit().required(), work);
    }

    private static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
