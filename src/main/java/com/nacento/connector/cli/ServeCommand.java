package com.nacento.connector.cli;

import com.nacento.connector.config.Settings;
import com.nacento.connector.log.LogOutput;
import com.nacento.connector.serve.Connector;
import com.nacento.connector.serve.Setup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nacento serve}: the service. */
@Command(name = "serve", mixinStandardHelpOptions = true,
        description = "Runs the service with application.properties and environment variables.",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:stopped as it was told to", "1:it could not start, the log says why",
            "2:a setting is missing or makes no sense, or the shop is none the connector may write to"},
        footerHeading = "%nExamples:%n", footer = {"  ./nacento serve", "  ./nacento serve --config /etc/nacento/shop.properties"})
public final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger("serve");

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: application.properties in the working directory.")
    private Path config;

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.load(config, System.getenv());
        LogOutput.use(settings.logFormat());
        settings.warnings().forEach(warning -> LOG.warn(warning));
        Connector connector = new Connector(settings);
        new Setup(settings).refuseIncompatibleShop();
        return connector.run();
    }
}
