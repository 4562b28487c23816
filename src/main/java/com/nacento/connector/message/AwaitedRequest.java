package com.nacento.connector.message;

import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.AwaitedImages;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.Wanted;
import java.util.Map;
import java.util.Set;

/**
 * A request that has waited for objects of the bucket: they are there, or its time is up.
 *
 * @param row  of {@code find-awaited-requests}
 * @param seen its images that are to be done now; empty: its time is up, and all of them are
 */
record AwaitedRequest(Map<String, Object> row, Set<String> seen) {

    /** The work on it; its message is gone, so it is put together of what was written down then. */
    MessageItem item() {
        String bulk = Rows.text(row, "bulk_uuid");
        String named = bulk == null ? Rows.text(row, "bulk_of_operation") : bulk;
        Long number = Rows.number(row, "operation_key");
        String sku = Rows.text(row, "sku");
        int place = bulk == null && number != null ? number.intValue() - 1 : 0;
        Wanted wanted = ImagesJson.read(Rows.text(row, "images"));
        return new MessageItem(new MessageIdentity(Rows.text(row, "message_id"), named), GalleryItem.stored(place, sku, wanted),
                AwaitedImages.asked(place, sku, Rows.text(row, "awaits"), wanted, seen), bulk == null ? null : number,
                Rows.number(row, "request_id"));
    }
}
