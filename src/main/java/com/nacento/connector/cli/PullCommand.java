package com.nacento.connector.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.serve.Pull;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacento pull SOURCE}: loads all products from a PIM, and has the service do what they ask for. */
@Command(name = "pull", mixinStandardHelpOptions = true,
        description = {
            "Loads all products and models from the PIM of a source, and hands them to the queue <topic>.events, from which the running "
                    + "service takes them. Safe to repeat: what is as it should be is left alone.",
            "Follow it on the page, or on Magento's Bulk Actions page, by the name of the source."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all of it is with the broker", "1:PIM or broker are away or refuse; what was handed over until then is done",
            "2:wrong option or setting, or a source without a PIM"},
        footerHeading = "%nExamples:%n",
        footer = {"  ./nacento pull akeneo", "  ./nacento pull akeneo --since 2026-11-01",
            "  ./nacento pull akeneo --since 2026-11-28T10:00:00Z"})
public final class PullCommand implements Callable<Integer> {

    private static final int LINE_EACH = 10;

    @Parameters(paramLabel = "SOURCE", description = "A name of nacento.sources, whose url is set.")
    private String source;

    @Option(names = "--since", paramLabel = "TIME",
            description = "Only what was changed after this: a day (UTC), or a time such as 2026-11-28T10:00:00Z. Default: everything.")
    private String since;

    @Mixin
    private ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        Instant begin = begin();
        SettingsInParts settings = config.settings();
        Pull pull = new Pull(settings.rabbit().required(), settings.sources().required());
        if (!pull.canAsk(source)) {
            throw new ParameterException(spec.commandLine(), "There is no PIM to ask: give nacento.sources a source " + source
                    + ", and set nacento.source." + source + ".url.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Pull.Totals totals = pull.pull(source, begin, so -> {
            if (so.messages() % LINE_EACH == 0) {
                spec.commandLine().getErr().println(text(so));
            }
        });
        out.println(text(totals) + " handed to the queue of events.");
        out.flush();
        return 0;
    }

    private static String text(Pull.Totals totals) {
        return String.format(Locale.ROOT, "%,d products, %,d models", totals.products(), totals.models());
    }

    private Instant begin() {
        if (since == null) {
            return null;
        }
        try {
            return since.length() == "2026-11-28".length()
                    ? LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(since).toInstant();
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "--since must be a day or a time such as 2026-11-28 or 2026-11-28T10:00:00Z.");
        }
    }
}
