package com.nacento.connector.sync;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ListingWalk;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * As much of a request as is held in memory at once: chunks whose ETags are looked up together, because the keys of many images
 * lie closer together than those of a few. Equal only to itself, like {@link SyncChunk} and for the same reason.
 */
public final class SyncSection implements ListedImages {

    private final List<SyncChunk> chunks;
    private final Map<String, ETagAnswer> etags;
    private final int pages;

    /**
     * A section whose ETags were looked up.
     *
     * @param chunks what is compared and saved together
     * @param etags  what listings said, by Magento's path; images that are not in here are asked for by HEAD
     * @param pages  how many pages of listings that took
     */
    public SyncSection(List<SyncChunk> chunks, Map<String, ETagAnswer> etags, int pages) {
        this.chunks = chunks;
        this.etags = etags;
        this.pages = pages;
    }

    /** A section whose ETags nobody has looked up. */
    public SyncSection(List<SyncChunk> chunks) {
        this(List.copyOf(chunks), Map.of(), 0);
    }

    public List<SyncChunk> chunks() {
        return chunks;
    }

    public Map<String, ETagAnswer> etags() {
        return etags;
    }

    public int pages() {
        return pages;
    }

    /** The stretches of the bucket that are worth listing for the images that the section names. */
    @Override
    public List<ListingWalk> walks(ImageListing listing) {
        Set<String> paths = new LinkedHashSet<>();
        chunks.forEach(chunk -> chunk.products().forEach(product -> product.own()
                .forEach(request -> request.images().forEach(image -> paths.add(image.filePath())))));
        return listing.walks(paths);
    }

    /** The section with what the listings said. */
    @Override
    public SyncSection listed(List<ListingWalk> walks) {
        Map<String, ETagAnswer> answers = new HashMap<>();
        walks.forEach(walk -> answers.putAll(walk.answers()));
        return new SyncSection(chunks.stream().map(chunk -> chunk.withETags(answers)).toList(), answers,
                walks.stream().mapToInt(ListingWalk::pages).sum());
    }
}
