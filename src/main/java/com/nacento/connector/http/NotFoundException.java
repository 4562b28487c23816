package com.nacento.connector.http;

import java.util.Map;

/** What the request names is not there: 404. */
public class NotFoundException extends RequestException {

    private static final long serialVersionUID = 1L;

    /** @param message for the caller, with {@code %1} … for the parameters */
    public NotFoundException(String message, Object... parameters) {
        this(ErrorAnswer.of(message, parameters));
    }

    private NotFoundException(ErrorAnswer answer) {
        super(Refusal.of(404, answer), null);
    }

    /** What Magento answers of a bulk that is not there, word by word. */
    public static NotFoundException bulk(String uuid) {
        return new NotFoundException(new ErrorAnswer("Bulk uuid %bulkUuid not exist", Map.of("bulkUuid", uuid)));
    }
}
