package com.nacento.connector.storage;

/** What the bucket said about the object of one image, by its Magento path. */
public record ImageETag(String path, ETagAnswer answer) {
}
