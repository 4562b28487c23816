package com.nacento.connector.intake;

import com.nacento.connector.gallery.GalleryItem;

/**
 * What the call for one product says.
 *
 * @param item   its images and how they are meant
 * @param dryRun whether it is only to be told what would be done, or {@code null} if it says nothing of that
 */
public record SingleBody(GalleryItem item, Boolean dryRun) {
}
