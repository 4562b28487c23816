package com.nacento.connector.serve;

import com.nacento.connector.config.AuthSettings;
import com.nacento.connector.config.Settings;
import com.nacento.connector.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The settings of Camel that follow from ours by more than naming one. */
final class CamelSettings {

    /** A consumer prefetches what it gathers. More would save nothing, and leave less to other instances. */
    private static final int GATHERED_MESSAGES = 500;
    /** Each holds some products, as a rule. */
    private static final int GATHERED_EVENTS = 100;
    static final int GATHERED_BUCKET_EVENTS = 10_000;
    private static final Path OWN_ROUTES = Path.of("routes");

    private final Settings settings;

    CamelSettings(Settings settings) {
        this.settings = settings;
    }

    Properties properties() {
        Properties camel = new Properties();
        camel.setProperty("camel.main.routesIncludePattern", new RouteFiles(OWN_ROUTES).pattern());
        camel.setProperty("camel.server.enabled", Boolean.toString(settings.http().enabled()));
        camel.setProperty("camel.server.host", settings.http().host());
        camel.setProperty("camel.server.port", Integer.toString(settings.http().port()));
        camel.setProperty("camel.management.host", settings.management().host());
        camel.setProperty("camel.management.port", Integer.toString(settings.management().port()));
        camel.setProperty("camel.server.useGlobalSslContextParameters", Boolean.toString(settings.http().tls().isPresent()));
        camel.setProperty("consume", Boolean.toString(settings.rabbit().consumers() > 0));
        boolean bucketEvents = settings.rabbit().consumers() > 0 && settings.bucketEvents().enabled();
        camel.setProperty("consume.bucket", Boolean.toString(bucketEvents));
        camel.setProperty("consume.sqs", Boolean.toString(bucketEvents && settings.bucketEvents().sqsQueue().isPresent()));
        camel.setProperty("consume.events", Boolean.toString(settings.rabbit().consumers() > 0 && settings.rabbit().events()));
        camel.setProperty("reconcile",
                Boolean.toString(
                        settings.sources().stream().anyMatch(source -> source.pim().filter(pim -> !pim.reconcile().isZero()).isPresent())));
        camel.setProperty("prefetch.events", Integer.toString(GATHERED_EVENTS));
        camel.setProperty("hooks", Boolean.toString(settings.hasHooks()));
        camel.setProperty("ask-integrations",
                Boolean.toString(settings.http().enabled() && settings.auth().mode() == AuthSettings.Mode.MAGENTO));
        camel.setProperty("refresh", Boolean.toString(settings.refresh().isOn()));
        camel.setProperty("consumers", Integer.toString(Math.max(settings.rabbit().consumers(), 1)));
        camel.setProperty("prefetch", Integer.toString(GATHERED_MESSAGES));
        int gathered = Messages.gathered(Runtime.getRuntime().maxMemory(), settings.rabbit().consumers());
        camel.setProperty("prefetch.bulk", Integer.toString(Math.max(gathered / settings.work().skusPerMessage(), 1)));
        camel.setProperty("prefetch.bucket", Integer.toString(GATHERED_BUCKET_EVENTS));
        if (settings.reload() && Files.isDirectory(OWN_ROUTES)) {
            camel.setProperty("camel.main.routesReloadEnabled", "true");
            camel.setProperty("camel.main.routesReloadDirectory", OWN_ROUTES.toString());
            camel.setProperty("camel.main.routesReloadDirectoryRecursive", "true");
            camel.setProperty("camel.main.routesReloadPattern", "**.camel.yaml");
            camel.setProperty("camel.main.routesReloadRemoveAllRoutes", "false");
        }
        return camel;
    }
}
