package com.nacento.connector.serve;

import com.nacento.connector.arrival.AwaitedLooks;
import com.nacento.connector.bulk.BulkStatuses;
import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.Settings;
import com.nacento.connector.config.WorkSettings;
import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.gallery.FinishedRequests;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.StoredETags;
import com.nacento.connector.http.DirectCalls;
import com.nacento.connector.http.ErrorMapping;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.log.LogContext;
import com.nacento.connector.message.GalleryMessageReader;
import com.nacento.connector.message.GalleryMessageWriter;
import com.nacento.connector.message.Messages;
import com.nacento.connector.message.OperationFormat;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.sync.ChunkSaving;
import com.nacento.connector.sync.ChunkSize;
import com.nacento.connector.sync.Comparison;
import com.nacento.connector.sync.RemovalTally;
import com.nacento.connector.sync.ResultCount;
import com.nacento.connector.sync.ResultsAggregation;
import com.nacento.connector.sync.SavesAtOnce;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncCalls;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.Registry;

/**
 * The decisions on a request's way into the shop: how it is read, compared and saved, and how bulks and messages bring it
 * there. Built from what speaks to the servers, so that a route's own test has them too.
 */
public final class WorkBeans {

    /** Of a chunk, on average; more make the chunk smaller. */
    private static final int IMAGES_PER_SKU = 20;
    /** A statement's parameters must fit max_allowed_packet, 16 MiB by default, with room for what grows on the way. */
    private static final long BYTES_PER_CHUNK = 4L << 20;
    private static final int SPARE_CONNECTIONS = 2;

    final Bulks bulks;
    final Refreshes refreshes;
    final ChunkSize chunkSize;

    /**
     * @param probe    a small write of the connector's own, which tells whether the database works while something fails
     * @param stopping whether the service has been told to stop
     * @param rests    whether work that nobody waits for is to be broken off where it can be taken up again
     */
    public WorkBeans(Registry registry, Settings settings, Shop shop, ImageListing listing, Probe probe, BooleanSupplier stopping,
            BooleanSupplier rests, MeterRegistry metrics) {
        WorkSettings work = settings.work();
        ImagePathRules paths = paths(settings);
        RequestTerms terms = settings.gallery().replaces() ? RequestTerms.PLAIN.replacing() : RequestTerms.PLAIN;
        RefreshSettings refresh = settings.refresh();
        refreshes = new Refreshes(refresh.purgesPages(), refresh.looksAtReplacedImages(), refresh.looksAtNewImages());
        chunkSize = new ChunkSize(work.chunkSize());
        ChunkLimits limits = new ChunkLimits(chunkSize, work.chunkSize() * IMAGES_PER_SKU, BYTES_PER_CHUNK);
        BodyReader requests = new BodyReader(paths, work.maxImagesPerSku(), terms);
        GalleryMessageReader reader = new GalleryMessageReader(paths, work.maxImagesPerSku(), terms);
        OperationFormat format = new OperationFormat(Queues.of(settings.rabbit()), work.skusPerMessage(),
                new GalleryMessageWriter(paths, terms.replaces()), shop);
        Messages messages = new Messages(
                Messages.gathered(Runtime.getRuntime().maxMemory(), settings.rabbit().consumers()), reader, format, work, limits, rests,
                probe);
        bulks = new Bulks(requests, reader, format, stopping);
        registry.bind("imagePathRules", paths);
        registry.bind("storedETags", new StoredETags());
        registry.bind("finishedRequests", new FinishedRequests(settings.history().keep()));
        registry.bind("directCalls", new DirectCalls(requests, limits));
        registry.bind("syncCalls",
                new SyncCalls(shop, listing, refreshes, probe, new RemovalTally(settings.gallery().maxRemovals()), rests));
        registry.bind("comparison", new Comparison(shop, listing, work.awaitMissing()));
        registry.bind("chunkSaving", new ChunkSaving(shop, refreshes, chunkSize, new SavesAtOnce(chunksAtOnce(settings.database())), probe,
                work.awaitMissing(), settings.history().notes()));
        registry.bind("galleryResults", new ResultsAggregation(new ResultCount(metrics)));
        registry.bind("listOfBodies", new GroupedBodyAggregationStrategy());
        registry.bind("messages", messages);
        registry.bind("awaitedLooks", new AwaitedLooks(messages, work.awaitMissing(), rests));
        registry.bind("bulks", bulks);
        registry.bind("bulkStatuses", new BulkStatuses(settings.rabbit().topic()));
        registry.bind("errorMapping", new ErrorMapping(probe));
        registry.bind("logContext", new LogContext());
    }

    /** How images are named in requests, in Magento's tables and in the bucket. */
    public static ImagePathRules paths(Settings settings) {
        return new ImagePathRules(settings.storage().bucket(), settings.storage().prefix(), settings.work().extensions().names());
    }

    /** As many chunks as there are connections, less some for all else. */
    static int chunksAtOnce(DatabaseSettings database) {
        return Math.max(1, database.poolSize() - SPARE_CONNECTIONS);
    }
}
