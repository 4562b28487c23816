package com.nacento.connector.sync;

import com.nacento.connector.database.DatabaseFailure;
import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.GalleryChunk;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestReport;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ListingWalk;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What the routes of a sync ask: each method is one decision, taken with what is known of the shop at that moment. */
public final class SyncDecisions {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-call");

    private final Shop shop;
    private final ImageListing listing;
    private final Refreshes refreshes;
    private final ChunkSize size;

    /**
     * @param refreshes what the shop is to be made to forget after changes
     * @param size      of the chunks that are cut from now on; learns here how long transactions take
     */
    public SyncDecisions(Shop shop, ImageListing listing, Refreshes refreshes, ChunkSize size) {
        this.shop = shop;
        this.listing = listing;
        this.refreshes = refreshes;
        this.size = size;
    }

    /** The look-ups for the SKUs of a request. */
    public List<String> lookUps(SyncCall call) {
        return call.lookUps(shop.schema());
    }

    /** The sections into which a request is split, once its products are known. */
    public GallerySections sections(SyncCall call, List<List<Map<String, Object>>> products) {
        return new GallerySections(call.withProducts(products, shop.schema()));
    }

    /** The stretches of the bucket that are worth listing for a section. */
    public List<ListingWalk> walks(SyncSection section) {
        return section.walks(listing);
    }

    /** The section with what the listings said. */
    public SyncSection listed(SyncSection section, List<ListingWalk> walks) {
        return section.listed(walks);
    }

    /** The parameters for reading what the products of a chunk have. */
    public Map<String, Object> parameters(GalleryChunk chunk) {
        return chunk.parameters(shop.schema());
    }

    /** The parameters of a look-up of SKUs. */
    public Map<String, Object> skus(String lookUp) {
        return Map.of("skus", lookUp);
    }

    /** The chunk with what its products have now. */
    public GalleryChunk withGalleries(GalleryChunk chunk, List<Map<String, Object>> requests, List<Map<String, Object>> images,
            List<Map<String, Object>> values) {
        return chunk.withGalleries(requests, images, values);
    }

    /** The chunk under its lock; products that are gone by now fail. */
    public GalleryChunk onlyLocked(GalleryChunk chunk, List<Map<String, Object>> locked) {
        return chunk.onlyLocked(locked);
    }

    /**
     * The images of a chunk that must be asked for one by one.
     *
     * @param heads the answers of those that were, or {@code null}
     */
    public Set<String> toAsk(GalleryChunk chunk, List<ImageETag> heads) {
        Set<String> paths = new HashSet<>(chunk.unanswered());
        paths.addAll(listing.doubtful(chunk.listedOnly(), heads != null));
        return paths;
    }

    /** The chunk with what HEAD said about some of its images; a listing that it contradicts is doubted. */
    public GalleryChunk withETags(GalleryChunk chunk, List<ImageETag> answers) {
        Map<String, ETagAnswer> listed = chunk.listed();
        answers.stream().filter(head -> listed.containsKey(head.path()))
                .forEach(head -> listing.compare(head.path(), listed.get(head.path()), head.answer()));
        return chunk.withETags(answers.stream().collect(Collectors.toMap(ImageETag::path, ImageETag::answer)));
    }

    /** The answers of all HEADs for a chunk so far. */
    public List<ImageETag> asked(List<ImageETag> before, List<ImageETag> answers) {
        return before == null ? answers : Stream.concat(before.stream(), answers.stream()).toList();
    }

    /** What must be written for the product. */
    public ProductSync planned(ProductSync product) {
        return product.planned(shop.schema());
    }

    /** A product whose comparison brought a defect to light: the log has its story under the id that the caller is given. */
    public ProductSync undecided(ProductSync product, Exception failure) {
        SyncError defect = SyncError.internal("a defect of the connector");
        about(LOG.atError(), product).setCause(failure).log("product {}: {}", product.productId(), defect);
        return product.failed(defect);
    }

    /** What must be written for each product of the chunk. */
    public GalleryChunk plan(GalleryChunk chunk) {
        return chunk.planned(shop.schema());
    }

    /** The rows to be written for a planned chunk, with the notes on the requests that end by it. */
    public GalleryChanges changes(GalleryChunk chunk) {
        GalleryChanges changes = new GalleryChanges(chunk, shop.schema(), refreshes);
        new RequestReport(chunk.good()).addTo(changes);
        return changes;
    }

    /** The notes on requests that ended without anything to write. */
    public GalleryChanges report(GalleryChunk chunk) {
        GalleryChanges notes = new GalleryChanges(chunk.unchanged(), shop.schema(), Refreshes.NONE);
        new RequestReport(chunk.unchanged()).addTo(notes);
        return notes;
    }

    /** The first try to save a chunk. */
    public SaveAttempts attempts() {
        return new SaveAttempts();
    }

    /** The rows that need the ids of the gallery rows just inserted. */
    public GalleryChanges withNewIds(GalleryChanges changes, List<Map<String, Object>> inserted) {
        return changes.withNewIds(inserted);
    }

    /** What is to be written, once the server has given the new values their ids. */
    public GalleryChanges withNewRecords(GalleryChanges changes, List<Map<String, Object>> inserted) {
        return changes.withNewRecords(inserted);
    }

    /** What the next try is about: the products of the chunk that must be locked. */
    public GalleryChunk begun(SaveAttempts attempts, GalleryChunk planned) {
        GalleryChunk toLock = planned.toLock();
        attempts.begins(toLock.size());
        return toLock;
    }

    /** The chunk is saved. */
    public SaveAttempts succeeded(SaveAttempts attempts) {
        learn(attempts);
        return attempts.succeeded();
    }

    /**
     * The chunk could not be saved this time. If an own table is gone, the shop is looked at again before the next try.
     *
     * @throws Outage if the database is away
     */
    public SaveAttempts failed(SaveAttempts attempts, Exception failure) {
        if (DatabaseFailure.of(failure) == DatabaseFailure.TABLE_MISSING) {
            shop.doubt();
        }
        learn(attempts);
        SaveAttempts next = attempts.failed(failure);
        if (next.isGivenUp()) {
            LOG.warn("a transaction is given up: {}", next.error(), failure);
        }
        return next;
    }

    private void learn(SaveAttempts attempts) {
        if (size.took(attempts.products(), attempts.elapsed())) {
            LOG.info("a transaction of {} products took {} ms: chunks are {} SKUs from now on", attempts.products(),
                    attempts.elapsed().toMillis(), size.current());
        }
    }

    /** The one changed product of the chunk cannot be saved. */
    public GalleryChunk refused(GalleryChunk chunk, SaveAttempts attempts) {
        chunk.toLock().products().forEach(product -> about(LOG.atWarn(), product).log("product {} is not saved: {}", product.productId(), attempts.error()));
        return chunk.toLock().failed(attempts.error());
    }

    /** A product that could not be saved any more, after others of its chunk were. */
    public GalleryChunk unsaved(SaveAttempts oneByOne, GalleryChunk single, Exception failure) {
        Outage outage = Outage.in(failure);
        if (outage != null) {
            oneByOne.interrupted(outage);
            return single.failed(outage.asError());
        }
        SyncError defect = SyncError.internal("a defect of the connector");
        single.products().forEach(product -> about(LOG.atError(), product).setCause(failure).log("product {}: {}", product.productId(), defect));
        return single.failed(defect);
    }

    /** A product that is not even tried any more, since something went away. */
    public GalleryChunk untried(SaveAttempts oneByOne, GalleryChunk single) {
        return single.failed(oneByOne.outage().asError());
    }

    /** The chunk with those of its products that were saved as they ended. */
    public GalleryChunk merged(GalleryChunk chunk, GalleryChunk done) {
        return chunk.replace(done);
    }

    /**
     * A part whose chunk was worked on.
     *
     * @param heads the answers of images that were asked for one by one, or {@code null}
     */
    public GalleryPart done(GalleryPart part, GalleryChunk chunk, List<ImageETag> heads) {
        return part.done(chunk, heads == null ? 0 : heads.size());
    }

    /**
     * A part that could not be worked on: every product of it has the error. What is away is noted as such; anything else is
     * a defect, and the log has its story under the id that the caller is given.
     */
    public GalleryPart failed(GalleryPart part, Exception failure) {
        Outage outage = Outage.in(failure);
        if (outage != null) {
            return part.interrupted(outage);
        }
        DatabaseFailure kind = DatabaseFailure.of(failure);
        if (kind == DatabaseFailure.AWAY) {
            return part.interrupted(new Outage(Outage.Part.DATABASE, "the database cannot be reached", failure));
        }
        if (kind == DatabaseFailure.TABLE_MISSING) {
            shop.doubt();
            return part.failed(new SyncError(SyncError.Code.DATABASE_UNAVAILABLE, "a table of the connector is gone and will be created again"));
        }
        if (kind == DatabaseFailure.CONFLICT) {
            return part.failed(new SyncError(SyncError.Code.DATABASE_UNAVAILABLE, "other writers held the rows: send it again"));
        }
        SyncError defect = SyncError.internal("a defect of the connector");
        LOG.error("a chunk of {} products failed: {}", part.chunk().size(), defect, failure);
        return part.failed(defect);
    }

    /** A part that is not even begun, because something is away. */
    public GalleryPart interrupted(GalleryPart part, SyncResults results) {
        return part.interrupted(results.outage());
    }

    /** The products of per-SKU exchanges as a chunk again. */
    public GalleryChunk chunk(List<ProductSync> products) {
        return new GalleryChunk(products);
    }

    /** Chunks that were saved one by one as one. */
    public GalleryChunk joined(List<GalleryChunk> chunks) {
        return new GalleryChunk(chunks.stream().flatMap(chunk -> chunk.products().stream()).toList());
    }

    /** The results with the pages that were listed for a section. */
    public SyncResults counted(SyncResults results, SyncSection section) {
        return results.listed(section.pages());
    }

    /** With the SKU and, if it has one, the bulk of each request for the product that is being worked on. */
    private static LoggingEventBuilder about(LoggingEventBuilder line, ProductSync product) {
        LoggingEventBuilder named = line.addKeyValue("sku", product.own().stream().map(GalleryRequest::sku).distinct().collect(Collectors.joining(",")));
        String bulks = product.own().stream().map(GalleryRequest::bulkUuid).filter(Objects::nonNull).distinct().collect(Collectors.joining(","));
        return bulks.isEmpty() ? named : named.addKeyValue("bulk_uuid", bulks);
    }

    /** No results yet. */
    public SyncResults results() {
        return new SyncResults(refreshes);
    }
}
