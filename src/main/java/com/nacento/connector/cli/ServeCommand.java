package com.nacento.connector.cli;

import com.nacento.connector.config.Settings;
import com.nacento.connector.serve.Connector;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nacento serve}: the service. */
@Command(name = "serve", mixinStandardHelpOptions = true,
        description = "Runs the service with application.properties and environment variables.")
public final class ServeCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: application.properties in the working directory.")
    private Path config;

    @Override
    public Integer call() throws Exception {
        return new Connector(Settings.load(config, System.getenv())).run();
    }
}
