package com.nacento.connector.gallery;

/**
 * What the shop must be made to forget after a change, since Magento does not notice it by itself.
 *
 * @param pages          cached pages of products of which something visible changed
 * @param replacedImages resized copies of images whose content is another one now
 * @param newImages      what the shop remembers of images that were not there, or copies of them that shall be made before somebody asks
 */
public record Refreshes(boolean pages, boolean replacedImages, boolean newImages) {

    /** Nothing is refreshed. */
    public static final Refreshes NONE = new Refreshes(false, false, false);

    /** Whether a change that calls for these is one for which something is to be refreshed here. */
    public boolean meet(Refreshes called) {
        return pages && called.pages || replacedImages && called.replacedImages || newImages && called.newImages;
    }
}
