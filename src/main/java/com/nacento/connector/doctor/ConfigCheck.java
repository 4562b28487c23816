package com.nacento.connector.doctor;

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
        return finding;
    }
}
