package com.nacento.connector.sync;

import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.GalleryChunk;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestReport;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.OtherSpellings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes ask that compare a chunk with the bucket and the database, before anything is locked. */
public final class Comparison {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-call");

    private final Shop shop;
    private final ImageListing listing;

    public Comparison(Shop shop, ImageListing listing) {
        this.shop = shop;
        this.listing = listing;
    }

    /** The parameters for reading what the products of a chunk have. */
    public Map<String, Object> parameters(GalleryChunk chunk) {
        return chunk.parameters(shop.schema());
    }

    /** The chunk with what its products have now. */
    public GalleryChunk withGalleries(GalleryChunk chunk, List<Map<String, Object>> requests, List<Map<String, Object>> images,
            List<Map<String, Object>> values) {
        return chunk.withGalleries(requests, images, values);
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

    /** The answers of all HEADs for a chunk so far. */
    public List<ImageETag> asked(List<ImageETag> before, List<ImageETag> answers) {
        return before == null ? answers : Stream.concat(before.stream(), answers.stream()).toList();
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

    /** What must be written for the product. */
    public ProductSync planned(ProductSync product) {
        return product.planned(shop.schema());
    }

    /** A product whose comparison brought a defect to light: the log has its story under the id that the caller is given. */
    public ProductSync undecided(ProductSync product, Exception failure) {
        SyncError defect = SyncError.internal("a defect of the connector");
        ProductLine.about(LOG.atError(), product).setCause(failure).log("product {}: {}", product.productId(), defect);
        return product.failed(defect);
    }

    /** The products of per-SKU exchanges as a chunk again. */
    public GalleryChunk chunk(List<ProductSync> products) {
        return new GalleryChunk(products);
    }

    /** The notes on requests that ended without anything to write. */
    public GalleryChanges report(GalleryChunk chunk) {
        GalleryChanges notes = new GalleryChanges(chunk.unchanged(), shop.schema(), Refreshes.NONE);
        new RequestReport(chunk.unchanged()).addTo(notes);
        return notes;
    }
}
