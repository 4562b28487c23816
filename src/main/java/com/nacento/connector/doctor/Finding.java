package com.nacento.connector.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a check saw: details, remarks for whoever reads them, and for each thing that is wrong what to do about it. */
final class Finding {

    private final Map<String, Object> details = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    /** Something that was seen. */
    Finding with(String name, Object value) {
        details.put(name, value);
        return this;
    }

    /** Something that works, and that one should know nevertheless. */
    Finding note(String text) {
        notes.add(text);
        return this;
    }

    /**
     * Something is wrong: the check fails.
     *
     * @param whatToDo may have several lines, if the first one says what to do with the others
     */
    Finding wrong(String error, String whatToDo) {
        errors.add(error);
        if (!advice.contains(whatToDo)) {
            advice.add(whatToDo);
        }
        return this;
    }

    Map<String, Object> details() {
        return details;
    }

    List<String> notes() {
        return notes;
    }

    List<String> errors() {
        return errors;
    }

    List<String> advice() {
        return advice;
    }
}
