package com.nacento.connector.intake;

import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.failure.MalformedBody;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of the fields met in one JSON object: none may be there twice, since nobody could tell which one is meant. */
final class FieldNames {

    /** They are held while the object is read, and are the caller's. */
    private static final int MOST = 2000;
    private static final int LONGEST_SHOWN = 64;

    private final Set<String> met = new HashSet<>();
    private String twice;
    private boolean tooMany;

    void add(String name) {
        if (met.contains(name)) {
            twice = twice == null ? Excerpt.of(name, LONGEST_SHOWN) : twice;
        } else if (met.size() == MOST) {
            tooMany = true;
        } else {
            met.add(name);
        }
    }

    /** @throws InvalidItemException if one was there twice, or there were too many */
    void requireOnceInItem() {
        if (twice != null) {
            throw new InvalidItemException("was given more than once").at(twice);
        }
        if (tooMany) {
            throw new InvalidItemException("fields: must not be more than " + MOST);
        }
    }

    /** @throws MalformedBody if one was there twice, or there were too many */
    void requireOnceInEnvelope() {
        if (twice != null) {
            throw MalformedBody.twice(twice);
        }
        if (tooMany) {
            throw new MalformedBody("There are more than %1 fields in one object.", List.of(MOST));
        }
    }
}
