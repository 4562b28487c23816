package com.nacento.connector.audit;

/**
 * Something that is not as it should be.
 *
 * @param kind      what it is
 * @param confirmed whether it is certain: what only a listing has said, since no more objects were to be asked for, is not
 * @param brought   whether it is about images that requests have brought: nothing else is ever repaired
 * @param path      in Magento's form, or {@code null}
 * @param product   id, or {@code null}
 * @param sku       of the product, or {@code null}
 * @param image     id of the gallery row, or {@code null}
 * @param role      code of the attribute, or {@code null}
 * @param store     code of the store view that the role is for, {@code admin} for all of them; or {@code null}
 * @param detail    in words
 */
public record AuditFinding(Kind kind, boolean confirmed, boolean brought, String path, Long product, String sku, Long image, String role,
        String store, String detail) {

    /** What can be wrong, in the order in which it is shown. */
    public enum Kind {
        MISSING_OBJECT("images whose object is not in the bucket"),
        BROKEN_ROLE("roles that name no image of their product, or one without an object"),
        TWIN("images that a product has in several gallery rows"),
        ETAG_DIFFERS("images whose object is not the one that was last seen"),
        UNLINKED_ROW("gallery rows that no product links"),
        UNLINKED_OBJECT("objects that no product and no role names"),
        ORPHANED_COPY("resized copies of pictures that are gone");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In words, plural. */
        public String words() {
            return words;
        }

        /** As files name it: {@code missing_object}. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
