package com.nacento.connector.refresh;

/** What is refreshed. The name in lower case is the one in log and metrics. */
public enum RefreshPart {
    RESIZED_IMAGES("resized copies of replaced pictures"),
    RESIZE("resizing by Magento"),
    VARNISH("pages in Varnish"),
    REDIS("pages in Redis"),
    DEFAULT_CACHE("blocks, GraphQL answers and what is known of originals in Magento's default cache");

    private final String inWords;

    RefreshPart(String inWords) {
        this.inWords = inWords;
    }

    String inWords() {
        return inWords;
    }

    boolean isForImages() {
        return this == RESIZED_IMAGES || this == RESIZE;
    }
}
