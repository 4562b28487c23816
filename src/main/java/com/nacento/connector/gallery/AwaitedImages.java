package com.nacento.connector.gallery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.gallery.RequestTerms.Was;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The images of a request that wait for their objects, and what of the rest is done. For requests that come late, that part counts
 * as processed; it is not done again when the objects come, since an admin may have changed it by then.
 *
 * @param paths   the images that are awaited, in the order of the request
 * @param decided what of the request is in the tables; of awaited images no more than the path, and nothing of what it removes
 * @param stats   what has become of the images that are done
 */
public record AwaitedImages(List<String> paths, Wanted decided, ImageStats stats) {

    /** A newer connector may have stored more than this one knows. */
    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public AwaitedImages {
        paths = List.copyOf(paths);
    }

    private record Stored(@JsonProperty("paths") List<String> paths, @JsonProperty("decided") @JsonRawValue String decided,
            @JsonProperty("stats") ImageStats stats) {
    }

    /** The wait of a request whose product is not there yet, as it is stored: all is still to be done. */
    public static String ofUnknownProduct(Wanted wanted) {
        return new AwaitedImages(wanted.images().stream().map(GalleryImage::filePath).toList(),
                new Wanted(wanted.terms().merging(), List.of()), ImageStats.none(List.of())).write();
    }

    /** As it is stored: {@code {"paths":[…],"decided":…,"stats":{…}}}. */
    String write() {
        try {
            return JSON.writeValueAsString(new Stored(paths, ImagesJson.write(decided), stats));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("awaited images that JSON cannot hold", impossible);
        }
    }

    /**
     * The same again.
     *
     * @throws IllegalArgumentException if this is nothing that {@link #write} has written
     */
    static AwaitedImages read(String text) {
        try {
            JsonNode stored = JSON.readTree(text);
            List<String> paths = new ArrayList<>();
            stored.path("paths").forEach(path -> paths.add(path.asText()));
            return new AwaitedImages(paths, ImagesJson.read(stored.path("decided").toString()),
                    JSON.treeToValue(stored.path("stats"), ImageStats.class));
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("stored awaited images are damaged", damaged);
        }
    }

    /**
     * What a look for some of the awaited images asks for: their objects. Whoever processes it finds the rest in the request's row, so that
     * this removes nothing by itself.
     *
     * @param awaits what is stored of the wait
     * @param full   all that was asked for
     * @param seen   the images to be done; empty: all that are awaited
     */
    public static GalleryItem asked(int index, String sku, String awaits, Wanted full, Set<String> seen) {
        return GalleryItem.stored(index, sku, new Wanted(full.terms().merging(),
                read(awaits).left(full.images()).stream().filter(image -> seen.isEmpty() || seen.contains(image.filePath())).toList()));
    }

    /** The images that are awaited, as far as they still count: a role belongs to the last image that claims it, which may be done. */
    List<GalleryImage> left(List<GalleryImage> all) {
        List<GalleryImage> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            GalleryImage image = all.get(i);
            if (paths.contains(image.filePath())) {
                left.add(image.leavingRolesTo(all.subList(i + 1, all.size()).stream().filter(later -> hasDone(later.filePath())).toList()));
            }
        }
        return left;
    }

    /** Whether this image of the request is done. */
    boolean hasDone(String path) {
        return !paths.contains(path) && decided.images().stream().anyMatch(image -> image.filePath().equals(path));
    }

    /**
     * What is waited for when more is done.
     *
     * @param more      what was decided since
     * @param moreStats what has become of these images
     * @param still     the images that are still awaited
     */
    AwaitedImages and(Wanted more, ImageStats moreStats, List<String> still) {
        return new AwaitedImages(still, decidedWith(more).withTerms(decided.terms().changing(changed(more))), stats.plus(moreStats));
    }

    /** All that the request has decided when it has ended. */
    Wanted decidedWith(Wanted last) {
        Map<String, GalleryImage> images = new LinkedHashMap<>();
        decided.images().forEach(image -> images.put(image.filePath(), image));
        last.images().forEach(image -> images.put(image.filePath(), image));
        return new Wanted(last.terms().changing(changed(last)), List.copyOf(images.values()));
    }

    /** A row that both parts have changed has one entry: from what it was before the first to what it is after the second. */
    private List<Was> changed(Wanted more) {
        Map<String, Was> before = new LinkedHashMap<>();
        List<Was> all = new ArrayList<>();
        for (Was was : decided.terms().changed()) {
            if (was.becomes() == null) {
                all.add(was);
            } else {
                before.put(was.becomes(), was);
            }
        }
        List<Was> later = new ArrayList<>();
        for (Was now : more.terms().changed()) {
            Was first = before.remove(now.path());
            later.add(first == null ? now : new Was(first.path(), now.becomes(), first.slots()));
        }
        all.addAll(before.values());
        all.addAll(later);
        return all;
    }
}
