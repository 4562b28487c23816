package com.nacento.connector.failure;

/** One thing about an item is wrong, so the item is refused; sending it again unchanged cannot help. */
public final class InvalidItemException extends RuntimeException {

    /** @param detail which rule was broken and by what, fit for the caller's eyes */
    public InvalidItemException(String detail) {
        // refusals are ordinary answers and come by the thousand: a stack trace would cost more than the check
        super(detail, null, false, false);
    }

    /** Which rule was broken and by what. */
    public String detail() {
        return getMessage();
    }

    /** The same refusal, saying where in the item it happened: {@code images[2].position: …}. */
    public InvalidItemException at(String place) {
        return new InvalidItemException(place + ": " + detail());
    }
}
