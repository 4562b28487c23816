package com.nacento.connector.config;

/** How ETags are looked up: the setting {@code nacento.s3.lookup}. */
public enum LookUp {
    /** By listing where the keys lie dense enough, by HEAD elsewhere. */
    AUTO,
    /** By HEAD only, for a bucket that must not be listed. */
    HEAD,
    /** By listing, however far apart the keys lie. */
    LIST
}
