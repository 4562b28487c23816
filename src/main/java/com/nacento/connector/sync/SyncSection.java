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
 * As much of a request as is held in memory at once: parts whose ETags are looked up together, because the keys of many images
 * lie closer together than those of a few.
 *
 * @param parts what is worked on chunk by chunk
 * @param etags what listings said, by Magento's path; images that are not in here are asked for by HEAD
 * @param pages how many pages of listings that took
 */
public record SyncSection(List<GalleryPart> parts, Map<String, ETagAnswer> etags, int pages) {

    /** A section whose ETags nobody has looked up. */
    public SyncSection(List<GalleryPart> parts) {
        this(List.copyOf(parts), Map.of(), 0);
    }

    /** The stretches of the bucket that are worth listing for the images that the section names. */
    public List<ListingWalk> walks(ImageListing listing) {
        Set<String> paths = new LinkedHashSet<>();
        parts.forEach(part -> part.chunk().products().forEach(product -> product.own()
                .forEach(request -> request.images().forEach(image -> paths.add(image.filePath())))));
        return listing.walks(paths);
    }

    /** The section with what the listings said. */
    public SyncSection listed(List<ListingWalk> walks) {
        Map<String, ETagAnswer> answers = new HashMap<>();
        walks.forEach(walk -> answers.putAll(walk.answers()));
        return new SyncSection(parts.stream().map(part -> part.withChunk(part.chunk().withETags(answers))).toList(), answers,
                walks.stream().mapToInt(ListingWalk::pages).sum());
    }

    /**
     * Equal only to itself. Camel takes the hash of whatever an expression calls a method on, each time: that of all that is in
     * here would cost more than the work.
     */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
