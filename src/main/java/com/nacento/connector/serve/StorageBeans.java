package com.nacento.connector.serve;

import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.health.Probes;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ImageObjects;
import com.nacento.connector.storage.RequestPace;
import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket: what asks it for ETags, one by one or by listings. */
final class StorageBeans {

    private static final int ARRIVAL_THREADS = 4;

    final S3Client client;
    final ImageListing listing;

    StorageBeans(Beans beans, StorageSettings settings, ImagePathRules paths, S3Client client, RequestPace pace, MeterRegistry metrics) {
        this.client = client;
        listing = new ImageListing(client, settings.bucket(), paths.objectKey(""), settings.lookUp());
        ImageObjects objects = new ImageObjects(client, settings, paths.objectKey(""));
        beans.bind("s3Client", S3Client.class, client);
        beans.bind("imageObjects", objects);
        beans.bind("imageListing", listing);
        beans.bind("storageHealth", Probes.storage(objects).show(metrics));
        pace.follow(beans.bindThreads("s3", settings.concurrency()));
        // few: who looks for what is not there yet must not hold up the work
        beans.bindThreads("arrival", ARRIVAL_THREADS);
    }
}
