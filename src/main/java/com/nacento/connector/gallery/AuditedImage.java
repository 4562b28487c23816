package com.nacento.connector.gallery;

import com.nacento.connector.database.Rows;
import java.util.Map;

/**
 * A gallery row of a product as an audit sees it.
 *
 * @param value   the path as stored, or {@code null}
 * @param path    the same in Magento's form, with one slash in front; {@code null} if there is none
 * @param etag    the one that was last seen, or {@code null}
 * @param content what proves the content that had it, or {@code null}
 * @param brought whether a request has brought the image
 * @param video   whether it is the preview of a video
 */
public record AuditedImage(long productId, long valueId, String value, String path, String etag, String content, boolean brought,
        boolean video) {

    /** Reads a row of {@code find-audited-images}. */
    public static AuditedImage of(Map<String, Object> row) {
        String value = Rows.text(row, "value");
        String ofModule = ETagAnswer.bare(Rows.text(row, "module_etag"));
        String mediaType = Rows.text(row, "media_type");
        return new AuditedImage(Rows.number(row, "product_id"), Rows.number(row, "value_id"), value, path(value),
                ofModule == null ? ETagAnswer.bare(Rows.text(row, "s3_etag")) : ofModule,
                ofModule == null ? Rows.text(row, "s3_content") : null, !Owners.of(row).areNobody(),
                mediaType != null && !mediaType.equals("image"));
    }

    /** A stored path of a gallery row or a role in Magento's form, or {@code null} if it names no image. */
    public static String path(String stored) {
        return stored == null || stored.isBlank() || stored.equals(ImageRoles.NO_SELECTION) ? null : ProductGallery.inMagentosForm(stored);
    }

    /** Whether the object that the bucket has is not the one that was last seen, as far as one can tell. */
    public static boolean isAnother(String etag, String content, ETagAnswer head) {
        boolean isProvenTheSame = head.content() != null && (etag + " " + head.content()).equals(content);
        return !etag.equals(head.etag()) && !isProvenTheSame;
    }
}
