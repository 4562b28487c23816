package com.nacento.connector.gallery;

import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.util.List;
import java.util.Objects;

/** What an image has in one store view: a value row of its own, on its way from what it is to what it shall be, or none. */
final class StoreValue {

    private final int store;
    private final ValueRow row;
    private final List<ValueRow> twins;
    private String label;
    private Long position;
    private Boolean disabled;
    private boolean named;

    /**
     * @param row   {@code null}: the view has what all stores have
     * @param twins further rows of the view in the same gallery row, which no unique key forbids
     */
    StoreValue(int store, ValueRow row, List<ValueRow> twins) {
        this.store = store;
        this.row = row;
        this.twins = twins;
        if (row != null) {
            label = row.label();
            position = row.position();
            disabled = row.disabled();
        }
    }

    /**
     * Takes over what a request says of it.
     *
     * @param disabledElsewhere what all stores have
     * @return whether the label is another one than before
     */
    boolean apply(ImageInStore wanted, boolean disabledElsewhere) {
        String before = label;
        named = true;
        if (wanted.says("label")) {
            label = wanted.label() == null || wanted.label().isEmpty() ? null : wanted.label();
        }
        if (wanted.says("position")) {
            position = wanted.position();
        }
        if (wanted.disabled() != null) {
            disabled = wanted.disabled();
        } else if (wanted.cleared().contains("disabled")) {
            disabled = null;
        }
        boolean isNothing = label == null && position == null && (disabled == null || disabled == disabledElsewhere);
        boolean takesBack = wanted.cleared().stream().anyMatch(field -> !field.equals("roles")) || "".equals(wanted.label());
        if (isNothing && takesBack && wanted.disabled() == null) {
            disabled = null;
        } else if (disabled == null && (label != null || position != null)) {
            // the column has no "as all stores"
            disabled = disabledElsewhere;
        }
        return !Objects.equals(before, label);
    }

    /** Leaves as it is stored what is the same in another outcome. */
    void leaveWhatIsSame(StoreValue without) {
        boolean isSame = Objects.equals(disabled, without.disabled);
        if (Objects.equals(label, without.label)) {
            label = row == null ? null : row.label();
        } else {
            isSame = false;
        }
        if (Objects.equals(position, without.position)) {
            position = row == null ? null : row.position();
        } else {
            isSame = false;
        }
        if (isSame) {
            disabled = row == null ? null : Boolean.valueOf(row.disabled());
        }
    }

    int store() {
        return store;
    }

    ValueRow row() {
        return row;
    }

    /** Those of its twins that go: all, if a request is about the view; who only reads what it has takes nothing away. */
    List<ValueRow> deadTwins() {
        return named ? twins : List.of();
    }

    String label() {
        return label;
    }

    Long position() {
        return position;
    }

    /** {@code null} if there is no row. */
    Boolean disabled() {
        return disabled;
    }

    boolean isNew() {
        return row == null && disabled != null;
    }

    boolean isGone() {
        return row != null && disabled == null;
    }

    boolean isChanged() {
        return row != null && disabled != null && (!Objects.equals(label, row.label()) || !Objects.equals(position, row.position())
                || disabled != row.disabled());
    }

    boolean differs() {
        return isNew() || isGone() || isChanged() || !deadTwins().isEmpty();
    }
}
