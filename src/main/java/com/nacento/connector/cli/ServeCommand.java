package com.nacento.connector.cli;

import com.nacento.connector.config.Settings;
import com.nacento.connector.log.LogOutput;
import com.nacento.connector.serve.Connector;
import com.nacento.connector.serve.Preparation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nacento serve}: the service. */
@Command(name = "serve", mixinStandardHelpOptions = true,
        description = "Runs the service with application.properties and environment variables.")
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
        new Preparation(settings).refuseIncompatibleShop();
        return connector.run();
    }
}
