package com.nacento.connector.client;

/**
 * One item of a file, as it stands there.
 *
 * @param sku  {@code ""} if it has none
 * @param json on one line, UTF-8
 */
record Item(String sku, byte[] json) {
}
