package com.nacento.connector.config;

/**
 * What becomes of images that a request does not name.
 *
 * @param replaces    whether a request that does not say so itself removes them, if its source brought them
 * @param maxRemovals of a hundred images of the source, how many a bulk may remove before it is stopped from removing more
 */
public record GallerySettings(boolean replaces, int maxRemovals) {

    /** How a request is meant. */
    public enum Mode {
        MERGE, REPLACE
    }

    static GallerySettings from(SettingValues read) {
        return new GallerySettings(read.choice("nacento.gallery.mode", Mode.class) == Mode.REPLACE,
                read.whole("nacento.gallery.max-removals", 0, 100));
    }
}
