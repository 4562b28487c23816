package com.nacento.connector.sync;

import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ListingWalk;
import java.util.List;

/** Images of which a listing of the bucket may tell something: those of a section, or those that are awaited. */
public interface ListedImages {

    /** The stretches of the bucket that are worth listing for them. */
    List<ListingWalk> walks(ImageListing listing);

    /** The same, with what the listings said. */
    ListedImages listed(List<ListingWalk> walks);
}
