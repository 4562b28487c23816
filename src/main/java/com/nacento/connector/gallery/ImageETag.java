package com.nacento.connector.gallery;

/** What the bucket said about the object of one image, by its Magento path. */
public record ImageETag(String path, ETagAnswer answer) {
}
