package com.nacento.connector.gallery;

import com.nacento.connector.database.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A product that shows an object, and what is remembered of that object for it.
 *
 * @param valueId     its gallery row
 * @param path        in Magento's form
 * @param etagRecord  under which something is remembered, or {@code null}
 * @param etag        the ETag as it is stored there, or {@code null}
 * @param content     what tells whether another ETag is another content, or {@code null}
 * @param broughtBy   as it is stored
 * @param moduleRecord under which the PHP module has written since, or {@code null}
 * @param moduleETag  what it has written, or {@code null}
 */
public record ShownImage(long productId, long valueId, String path, Long etagRecord, String etag, String content, String broughtBy,
        Long moduleRecord, String moduleETag) {

    /** Which product by which of its gallery rows. */
    private record Place(long productId, long valueId) {
    }

    /** Of rows of {@code find-shown-images} and {@code find-products-of-images}; twins among an image's value rows say the same of it. */
    public static List<ShownImage> of(List<Map<String, Object>> rows) {
        Map<Place, ShownImage> images = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            ShownImage image = new ShownImage(Rows.number(row, "product_id"), Rows.number(row, "value_id"),
                    ProductGallery.inMagentosForm(Rows.text(row, "value")), Rows.number(row, "etag_record"),
                    ETagAnswer.bare(Rows.text(row, "s3_etag")), Rows.text(row, "s3_content"), Rows.text(row, "brought_by"),
                    Rows.number(row, "module_record"), ETagAnswer.bare(Rows.text(row, "module_etag")));
            images.merge(new Place(image.productId, image.valueId), image, (one, other) -> one.moduleETag == null ? other : one);
        }
        return new ArrayList<>(images.values());
    }

    /** Whether a source has brought it; what nobody has brought has no ETag to compare with. */
    public boolean isBrought() {
        return moduleRecord != null || etagRecord != null && !Owners.read(broughtBy).areNobody();
    }

    /** The ETag that was last seen, or {@code null}: if the PHP module has written since, that is younger. */
    public String stored() {
        return moduleETag != null ? moduleETag : etag;
    }

    /** Whether the object has another ETag than was last seen for this product. */
    public boolean differsFrom(ETagAnswer found) {
        return isBrought() && !Objects.equals(stored(), found.etag());
    }

    /**
     * Whether it is another picture, too: the ETag is another one, and not the same size and checksum as with the one that was last seen.
     */
    boolean isReplacedBy(ETagAnswer found) {
        return differsFrom(found) && (found.content() == null || !(stored() + " " + found.content()).equals(content));
    }

    /** The record under which its ETag is stored: the one that says it last. */
    long record() {
        return moduleETag != null || etagRecord == null ? moduleRecord : etagRecord;
    }
}
