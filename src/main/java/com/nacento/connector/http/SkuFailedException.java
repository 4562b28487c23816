package com.nacento.connector.http;

import com.nacento.connector.failure.SyncError;

/** The one SKU of a direct call failed: its error decides the status. */
public final class SkuFailedException extends RequestException {

    private static final long serialVersionUID = 1L;

    public SkuFailedException(SyncError error) {
        super(new ErrorMapping().of(error), null);
    }
}
