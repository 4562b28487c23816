package com.nacento.connector.gallery;

import static com.nacento.connector.gallery.GalleryChanges.row;

import com.nacento.connector.database.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is written when objects of images were overwritten without a request: of images that a source has brought the new ETag, and
 * {@code updated_at} of their products; of all, those that nobody has brought too, what the shop must forget.
 */
public final class OverwrittenImages {

    private final Refreshes refreshes;
    private final Map<String, List<Object>> rows = new HashMap<>();
    private final Set<Long> products = new LinkedHashSet<>();

    /** @param refreshes what the shop is to be made to forget */
    public OverwrittenImages(Refreshes refreshes) {
        this.refreshes = refreshes;
    }

    /**
     * An image as it stands under the lock on its product.
     *
     * @param found what the bucket has now
     * @return whether anything of it is written: not if that was seen already
     */
    public boolean add(ShownImage image, ETagAnswer found) {
        if (!image.differsFrom(found)) {
            return false;
        }
        if (image.etagRecord() != null && image.etagRecord() != image.record()) {
            add("dead_etags", image.etagRecord());
        }
        add("etags", row("record_id", image.record(), "product_id", image.productId(), "value_id", image.valueId(), "etag", found.etag(),
                "content", found.content() == null ? null : found.etag() + " " + found.content(), "brought_by", image.broughtBy()));
        if (image.isReplacedBy(found)) {
            if (products.add(image.productId())) {
                add("touched", image.productId());
            }
            forget(image);
        }
        return true;
    }

    /**
     * An image that nobody has brought: the shop must forget what it shows of it, and no more.
     *
     * @return whether there is something that it can be made to forget
     */
    public boolean forget(ShownImage image) {
        if (refreshes.replacedImages()) {
            add("new_refreshes", row("product_id", image.productId(), "file_path", image.path(), "replaced", 1));
        }
        if (refreshes.pages()) {
            add("new_refreshes", row("product_id", image.productId(), "file_path", null, "replaced", 1));
        }
        return refreshes.pages() || refreshes.replacedImages();
    }

    /** The parameters of the statements that write, by name. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        rows.forEach((name, list) -> parameters.put(name, Rows.json(list)));
        return parameters;
    }

    private void add(String parameter, Object row) {
        rows.computeIfAbsent(parameter, name -> new ArrayList<>()).add(row);
    }
}
