package com.nacento.connector.sync;

import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.Trouble;
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
import com.nacento.connector.storage.OtherSpellings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What the routes of a sync ask: each method is one decision, taken with what is known of the shop at that moment. */
public final class SyncDecisions {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-call");
    /** Failures whose story is in the log: more of a kind are told without it. */
    private static final int MOST_TOLD = 100;

    private final Shop shop;
    private final ImageListing listing;
    private final Refreshes refreshes;
    private final ChunkSize size;
    private final Probe probe;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param refreshes what the shop is to be made to forget after changes
     * @param size      of the chunks that are cut from now on; learns here how long transactions take
     * @param probe     whether the database works while something fails
     */
    public SyncDecisions(Shop shop, ImageListing listing, Refreshes refreshes, ChunkSize size, Probe probe) {
        this.shop = shop;
        this.listing = listing;
        this.refreshes = refreshes;
        this.size = size;
        this.probe = probe;
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

    /** The chunk whose missing objects know under which other spelling they are there, as far as that can be told. */
    public GalleryChunk withSpellings(GalleryChunk chunk, OtherSpellings spellings) {
        Map<String, ETagAnswer> notes = new HashMap<>();
        chunk.missing().forEach((path, tidied) -> notes.put(path, ETagAnswer.missing(spellings.note(path, tidied))));
        return chunk.withETags(notes);
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

    /** How a planned chunk is saved, try by try. */
    public SaveAttempts attempts(GalleryChunk planned) {
        return new SaveAttempts(planned);
    }

    /** The rows that need the ids of the gallery rows just inserted. */
    public GalleryChanges withNewIds(GalleryChanges changes, List<Map<String, Object>> inserted) {
        return changes.withNewIds(inserted);
    }

    /** What is to be written, once the server has given the new values their ids. */
    public GalleryChanges withNewRecords(GalleryChanges changes, List<Map<String, Object>> inserted) {
        return changes.withNewRecords(inserted);
    }

    /** Puts aside what somebody else holds; the rest is what is tried. */
    public GalleryChunk free(SaveAttempts attempts, List<Map<String, Object>> rows) {
        return attempts.free(rows);
    }

    /** What the next try is about: products that must be locked. */
    public GalleryChunk begun(SaveAttempts attempts) {
        return attempts.next();
    }

    /** What was tried is saved. */
    public void succeeded(SaveAttempts attempts, GalleryChunk done) {
        learn(attempts, done.size());
        attempts.succeeded(done);
    }

    /**
     * What was tried could not be saved this time. If an own table is gone, the shop is looked at again before the next try.
     *
     * @throws Outage if nothing can be saved at the moment
     */
    public void failed(SaveAttempts attempts, Exception failure) {
        Trouble trouble = judged(failure);
        learn(attempts, attempts.products());
        for (ProductSync product : attempts.failed(trouble, failure)) {
            about(LOG.atWarn(), product).setCause(told.size() < MOST_TOLD && told.add(kindOf(trouble, failure)) ? failure : null).log("product {} is not saved: {}", product.productId(), product.error());
        }
    }

    private Trouble judged(Throwable failure) {
        Trouble trouble = Trouble.judged(failure, probe);
        if (trouble.kind() == Trouble.Kind.TABLE_GONE) {
            shop.doubt();
        }
        return trouble;
    }

    /** The story of one failure is that of all of its kind: the log has it once. */
    private static String kindOf(Trouble trouble, Throwable failure) {
        Throwable root = Cause.root(failure);
        return trouble.words().replaceAll("'[^']*'|\\d+", "") + root.getClass().getName() + Stream.of(root.getStackTrace()).findFirst();
    }

    private void learn(SaveAttempts attempts, int products) {
        if (size.took(products, attempts.elapsed())) {
            LOG.info("a transaction of {} products took {} ms: chunks are {} SKUs from now on", products, attempts.elapsed().toMillis(), size.current());
        }
    }

    /** The chunk with all its products as they ended. */
    public GalleryChunk merged(SaveAttempts attempts) {
        return attempts.merged();
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
        Trouble trouble = judged(failure);
        if (trouble.kind() != Trouble.Kind.REFUSED && trouble.kind() != Trouble.Kind.TOO_LARGE) {
            return part.interrupted(Outage.of(trouble, failure));
        }
        SyncError defect = SyncError.internal(trouble.words());
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
