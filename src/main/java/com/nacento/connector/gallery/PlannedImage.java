package com.nacento.connector.gallery;

import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.gallery.ProductGallery.StoredETag;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * One image of a product on its way from what it is to what it shall be. The product may hold it in several rows: one per
 * form of its path (the PHP module stored it without the slash), and twins, since no unique key forbids them. One row
 * survives: one that is not hidden, of these that with an ETag, else that with the lowest {@code record_id}.
 */
final class PlannedImage {

    private static final int ALL_STORES = 0;

    private String path;
    private final String storedPath;
    private final ImageRow row;
    private final ValueRow value;
    private final List<ImageRow> twins;
    private final List<ValueRow> twinValues;
    private String label;
    private Long position;
    private boolean disabled;
    private final StoredETag stored;
    private final Owners storedOwners;
    private ETagAnswer seen;
    private Owners owners;
    private boolean named;
    private boolean removed;
    private boolean roleGained;
    /** Of the store views that a request is about. */
    private final Map<Integer, StoreValue> inStores = new TreeMap<>();
    private boolean roleLost;
    private boolean shown;

    private PlannedImage(String path, List<ImageRow> candidates) {
        this.path = path;
        this.storedPath = path;
        this.row = candidates.isEmpty() ? null : candidates.get(0);
        this.twins = candidates.isEmpty() ? List.of() : List.copyOf(candidates.subList(1, candidates.size()));
        this.value = row == null ? null : best(row);
        this.twinValues = row == null || row.values().size() < 2
                ? List.of()
                : row.values().stream().filter(v -> v.storeId() == ALL_STORES && v != value).toList();
        if (value != null) {
            label = value.label();
            position = value.position();
            disabled = value.disabled();
        }
        this.stored = row == null ? null : stored(row);
        this.storedOwners = owners(rows());
        this.owners = storedOwners;
    }

    /** The image as the product has it now; new if no row of the product holds its path in any form. */
    static PlannedImage of(String path, List<ImageRow> rows) {
        return new PlannedImage(path, candidates(path, rows));
    }

    /** The ETag that was last seen of the image with this path, or {@code null}. */
    static String storedETag(String path, List<ImageRow> rows) {
        List<ImageRow> candidates = candidates(path, rows);
        StoredETag stored = candidates.isEmpty() ? null : stored(candidates.get(0));
        return stored == null ? null : stored.etag();
    }

    /** The rows that hold the path, the one that stays first. */
    private static List<ImageRow> candidates(String path, List<ImageRow> rows) {
        List<ImageRow> candidates = new ArrayList<>(1);
        for (ImageRow image : rows) {
            if (!image.isVideo() && image.holds(path)) {
                candidates.add(image);
            }
        }
        if (candidates.size() > 1) {
            candidates.sort(Comparator.comparing(ImageRow::hidden).thenComparing(image -> stored(image) == null)
                    .thenComparing(image -> best(image) == null ? Long.MAX_VALUE : best(image).recordId())
                    .thenComparing(ImageRow::valueId));
        }
        return candidates;
    }

    /** The value row for all stores that stays: the one that the stored ETag was written for, else the first. */
    private static ValueRow best(ImageRow image) {
        StoredETag etag = stored(image);
        ValueRow first = null;
        for (ValueRow value : image.values()) {
            if (value.storeId() == ALL_STORES && etag != null && value.recordId() == etag.recordId()) {
                return value;
            }
            first = first == null && value.storeId() == ALL_STORES ? value : first;
        }
        return first;
    }

    /** What was last seen in the bucket: if the PHP module has written since Magento made the value row anew, that is younger. */
    private static StoredETag stored(ImageRow image) {
        StoredETag found = null;
        for (StoredETag etag : image.etags()) {
            if (etag.etag() != null && (found == null || etag.ofModule() && !found.ofModule())) {
                found = etag;
            }
        }
        return found;
    }

    /**
     * Takes over what a request says; what it does not name stays.
     *
     * @param answer {@code null}: the bucket was not asked, what is known of the object stays
     * @return whether the label is another one than before
     */
    boolean apply(GalleryImage wanted, ETagAnswer answer, LongSupplier nextPosition) {
        String before = label;
        if (wanted.label() != null) {
            label = wanted.label().isEmpty() ? null : wanted.label();
        }
        if (wanted.position() != null) {
            position = wanted.position();
        } else if (isNew() && position == null) {
            position = nextPosition.getAsLong();
        }
        if (wanted.disabled() != null) {
            disabled = wanted.disabled();
            shown = row != null && row.hidden() && !disabled && row.links() == 1;
        }
        if (answer != null) {
            // what a listing shows may fill a gap, and changes nothing; but of another file it tells nothing
            seen = answer.kind() == ETagAnswer.Kind.LISTED && stored != null && !isRepointed()
                    ? ETagAnswer.listed(stored.etag())
                    : answer;
        }
        return !Objects.equals(label, before);
    }

    /** What the image has in a store view, from now on taken along. */
    StoreValue inStore(int store) {
        return inStores.computeIfAbsent(store, id -> {
            ValueRow own = rows().stream().flatMap(image -> image.values().stream()).filter(one -> one.storeId() == id).findFirst()
                    .orElse(null);
            return new StoreValue(id, own, row == null
                    ? List.of()
                    : row.values().stream().filter(one -> one.storeId() == id && one != own).toList());
        });
    }

    /** The store views that requests were about. */
    Collection<StoreValue> inStores() {
        return inStores.values();
    }

    /** A request is about it that is processed for the first time. */
    void name() {
        named = true;
    }

    /** The same gallery row gets another file. */
    void repoint(String newPath) {
        path = newPath;
        seen = null;
    }

    /** It is taken off the product. */
    void remove() {
        removed = true;
    }

    /** It is not taken off after all. */
    void comeBack() {
        removed = false;
    }

    /** Leaves as it is stored what is the same in another outcome. */
    void leaveWhatIsSame(PlannedImage without) {
        if (Objects.equals(label, without.label)) {
            label = value == null ? null : value.label();
        }
        if (Objects.equals(position, without.position)) {
            position = value == null ? null : value.position();
        }
        if (disabled == without.disabled) {
            disabled = value != null && value.disabled();
            shown = false;
        }
        if (path.equals(without.path)) {
            seen = isRepointed() ? null : seen;
            path = storedPath;
        }
        if (owners.equals(without.owners)) {
            owners = storedOwners;
        }
        inStores.forEach((store, there) -> {
            if (without.inStores.containsKey(store)) {
                there.leaveWhatIsSame(without.inStores.get(store));
            }
        });
    }

    /** What is known of the object at the path that it has got, or {@code null}. */
    void see(ETagAnswer answer) {
        seen = answer;
    }

    /** Nothing is known of the object at the path that it has got. */
    boolean isUnseen() {
        return seen == null && (isNew() || isRepointed());
    }

    boolean isRemoved() {
        return removed;
    }

    /** Who brought it, from now on. */
    void bring(Owners now) {
        owners = now;
    }

    Owners owners() {
        return owners;
    }

    private static Owners owners(List<ImageRow> rows) {
        Owners all = Owners.NOBODY;
        for (ImageRow image : rows) {
            all = all.and(image.owners());
        }
        return all;
    }

    /** Who brought it is to be noted anew. */
    boolean ownersDiffer() {
        return !isNew() && !owners.equals(storedOwners);
    }

    void gainRole() {
        roleGained = true;
    }

    void loseRole() {
        roleLost = true;
    }

    String path() {
        return path;
    }

    String label() {
        return label;
    }

    Long position() {
        return position;
    }

    boolean disabled() {
        return disabled;
    }

    String etag() {
        return seen != null ? seen.etag() : isRepointed() ? null : storedETag();
    }

    /** The one that was last seen before now, or {@code null}. */
    String storedETag() {
        return stored == null ? null : stored.etag();
    }

    /** What is stored with the ETag to prove its content: it begins with the ETag, since the PHP module changes that alone. */
    String content() {
        return seen != null && seen.content() != null
                ? etag() + " " + seen.content()
                : etagDiffers() || stored == null ? null : stored.content();
    }

    /** The stored ETags that are not those of the value row that stays. */
    List<Long> deadETags() {
        return allETags().filter(record -> value == null || record != value.recordId()).toList();
    }

    /** The record under which it is remembered: that of the value row that stays, or the one that there is. */
    long record() {
        return value != null ? value.recordId() : row.etags().get(0).recordId();
    }

    /** The records under which something of it is remembered. */
    Stream<Long> allETags() {
        return rows().stream().flatMap(image -> image.etags().stream()).map(StoredETag::recordId);
    }

    /** The ETag is known but must be written down anew, if anything of the image is: its value row or its gallery row is another one. */
    boolean etagMoves() {
        return needsOwnRow() || value == null || !deadETags().isEmpty();
    }

    /** The row that stays, or {@code null} for a new image. */
    ImageRow row() {
        return row;
    }

    /** All rows that the product has for the image: the one that stays and its twins. */
    List<ImageRow> rows() {
        return row == null ? List.of() : twins.isEmpty() ? List.of(row) : Stream.concat(Stream.of(row), twins.stream()).toList();
    }

    /** Its value for all stores, or {@code null}. */
    ValueRow value() {
        return value;
    }

    /** Other rows of the product for the same image. */
    List<ImageRow> twins() {
        return twins;
    }

    /** Further value rows for all stores on the surviving row. */
    List<ValueRow> twinValues() {
        return twinValues;
    }

    boolean isNew() {
        return row == null;
    }

    /** The path is stored in another form than Magento's. */
    boolean isOddlySpelt() {
        return isRepointed() || row != null && named && !path.equals(row.value());
    }

    /** Its gallery row has held another file so far. */
    boolean isRepointed() {
        return row != null && !row.holds(path);
    }

    /** What the shop remembers of the picture under this path may be another one. */
    boolean showsAnotherFile() {
        return isReplaced() || isRepointed();
    }

    /** The row's path is wrong but other products link it: this product needs a row of its own. */
    boolean needsOwnRow() {
        return isOddlySpelt() && row.links() > 1;
    }

    /** Its gallery row hides it everywhere, and it was asked to be visible. */
    boolean isShownAgain() {
        return shown && !needsOwnRow();
    }

    /** Its gallery row hides what its value shows: nobody asked for more, or other products link the row. */
    boolean staysHidden() {
        return row != null && row.hidden() && !disabled && !shown && !needsOwnRow();
    }

    boolean valueDiffers() {
        return !isNew() && (value == null
                ? label != null || position != null || disabled
                : !Objects.equals(label, value.label()) || !Objects.equals(position, value.position()) || disabled != value.disabled());
    }

    boolean etagDiffers() {
        return seen == null ? isRepointed() && stored != null : stored == null || !stored.etag().equals(seen.etag());
    }

    /** The ETag is another one, but size and checksum say that the content is not: encrypted anew, or uploaded in other parts. */
    private boolean isProvenTheSame() {
        return seen != null && seen.content() != null && (stored.etag() + " " + seen.content()).equals(stored.content());
    }

    /** Something that a visitor of the shop could see differs, and not merely a first-learnt ETag. */
    boolean visiblyChanged() {
        return isNew() || isUpdatedValue() || isReplaced();
    }

    /** Something of it must be written, if only who brought it. */
    boolean isWritten() {
        return !isUnchanged() || ownersDiffer();
    }

    /** The object at its path had another content when it was last seen. */
    boolean isReplaced() {
        return !isNew() && etagDiffers() && stored != null && !isProvenTheSame();
    }

    boolean isUpdatedValue() {
        return !isNew() && (roleGained || roleLost
                || valueDiffers() || isShownAgain() || isOddlySpelt() || named && (!twins.isEmpty() || !twinValues().isEmpty())
                || !inStores.isEmpty() && inStores.values().stream().anyMatch(StoreValue::differs));
    }

    boolean isUpdatedMeta() {
        return !isNew() && etagDiffers();
    }

    boolean isUnchanged() {
        return !isNew() && !isUpdatedValue() && !isUpdatedMeta();
    }
}
