package com.nacento.connector.doctor;

import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.storage.S3Clients;
import java.util.Optional;

/** Do the settings of the bucket fit together, and where does an image lie with them? */
final class StorageConfig implements Check {

    private static final String EXAMPLE = "/m/y/example.jpg";

    @Override
    public String name() {
        return "remote_storage_config";
    }

    @Override
    public Finding look(Site site) throws Exception {
        Optional<StorageSettings> read = site.settings().storage().settings();
        if (read.isEmpty()) {
            return new Finding().wrong(site.settings().storage().problem(),
                    "Magento's env.php has the values in remote_storage (./nacento import-env shows them)");
        }
        StorageSettings storage = read.get();
        Finding finding = new Finding().with("endpoint", storage.endpoint().map(Object::toString).orElse("Amazon S3"))
                .with("region", storage.region())
                .with("bucket", storage.bucket()).with("prefix", storage.prefix())
                .with("example_path", EXAMPLE).with("example_key", site.paths().objectKey(EXAMPLE));
        if (storage.endpoint().isEmpty() && storage.region().equals("auto")) {
            finding.wrong("Amazon S3 has no region auto",
                    "set nacento.s3.region to the bucket's region, such as eu-central-1; or, for a server that is not Amazon's, "
                            + "nacento.s3.endpoint");
        }
        if (storage.endpoint().filter(endpoint -> "http".equals(endpoint.getScheme())).isPresent()) {
            finding.note("the endpoint is http: fine inside one's own network, otherwise give https");
        }
        finding.with("keys", storage.keys().isPresent() ? "nacento.s3.access-key" : "AWS default chain");
        if (!S3Clients.findsKeys(storage)) {
            finding.wrong("there are no keys: nacento.s3.access-key is empty, and the AWS default chain finds none",
                    "set nacento.s3.access-key and nacento.s3.secret-key, or give the process a profile or an instance role");
        }
        return finding;
    }
}
