package com.nacento.connector.doctor;

import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.pim.MappingFiles;
import com.nacento.connector.pim.Mappings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Would the service start with these settings? */
final class ConfigCheck implements Check {

    @Override
    public String name() {
        return "config";
    }

    @Override
    public Finding look(Site site) {
        Finding finding = new Finding().with("source", site.settings().source()).with("settings_changed", site.settings().changed().size());
        site.settings().warnings().forEach(finding::note);
        for (String problem : site.settings().problems()) {
            finding.wrong(problem, "put it right in " + site.settings().source()
                    + " or in the environment; every setting is explained in application.properties");
        }
        if (site.settings().rabbit().settings().filter(rabbit -> rabbit.user().isEmpty()).isPresent()) {
            finding.wrong("nacento.rabbitmq.user (NACENTO_RABBITMQ_USER) is empty, and no broker lets nobody in",
                    "give a user of the broker with its password");
        }
        site.settings().sources().settings().orElse(List.of()).forEach(source -> look(source, site.settings(), finding));
        return finding;
    }

    private static void look(SourceSettings source, SettingsInParts settings, Finding finding) {
        if (source.hook().isEmpty()) {
            finding.note("the source " + source.name() + " has no secret, so there is no /hooks/" + source.name());
        }
        try {
            // it is only compiled
            new Mappings(Map.of(source.name(), source.mapping()), ImageExtensions.of(List.of()),
                    new MappingFiles(Path.of(""), settings.folder()));
        } catch (SettingsException faulty) {
            finding.wrong(faulty.getMessage(), "put the mapping right; ./nacento map " + source.name() + " FILE tries it");
        }
    }
}
