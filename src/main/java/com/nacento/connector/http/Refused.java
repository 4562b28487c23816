package com.nacento.connector.http;

import com.nacento.connector.failure.SyncError;
import java.util.Map;

/** A request ends with an answer in the error shape, and the caller may know why. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SECONDS_UNTIL_ROOM = 5;
    private static final int SECONDS_UNTIL_REPAIRED = 10;

    private final transient Refusal refusal;

    private Refused(Refusal refusal, Throwable cause) {
        super(refusal.status() + ": " + refusal.answer(), cause);
        this.refusal = refusal;
    }

    /**
     * The request is malformed or invalid: 400.
     *
     * @param message for the caller, with {@code %1} … for the parameters
     */
    public static Refused badRequest(String message, Object... parameters) {
        return of(400, ErrorAnswer.of(message, parameters));
    }

    /**
     * What the request names is not there: 404.
     *
     * @param message for the caller, with {@code %1} … for the parameters
     */
    public static Refused notFound(String message, Object... parameters) {
        return of(404, ErrorAnswer.of(message, parameters));
    }

    /** What is asked for cannot be done as things are. */
    public static Refused conflict(String message, Object... parameters) {
        return of(409, ErrorAnswer.of(message, parameters));
    }

    /** What Magento answers of a bulk that is not there, word by word: 404. */
    public static Refused noSuchBulk(String uuid) {
        return of(404, new ErrorAnswer("Bulk uuid %bulkUuid not exist", Map.of("bulkUuid", uuid)));
    }

    /** It is not known that the call comes from who it should: 401. */
    static Refused unsigned() {
        return of(401, ErrorAnswer.of("The signature or the secret of this call is missing or wrong, or its time is too far from now."));
    }

    /**
     * The broker is away, and so many events wait for it already that there is no room for one more: 429, it may come again.
     *
     * @param most in bytes, of all of them together
     */
    public static Refused eventsFull(long most) {
        return noRoom(ErrorAnswer.of("The events that wait for the broker take nearly %1 bytes; come again in a moment.", most));
    }

    /**
     * The body is larger than this service reads: 413.
     *
     * @param limit in bytes
     */
    public static Refused tooLarge(long limit) {
        return of(413, ErrorAnswer.of("The request body is larger than %1 bytes.", limit));
    }

    /**
     * The bodies of the requests under way leave no room for one more: 429, it may come again.
     *
     * @param most in bytes, of all bodies together
     */
    static Refused spoolFull(long most) {
        return noRoom(ErrorAnswer.of("The requests being worked on have bodies of nearly %1 bytes in all; come again in a moment.", most));
    }

    /** The work on the requests under way leaves no memory for one more of this size: 429, it may come again. */
    static Refused heapFull() {
        return noRoom(ErrorAnswer.of("The requests being worked on leave no memory for one more of this size; come again in a moment."));
    }

    /** The folder for the bodies of requests cannot take one more, its disk is full for example: 503, it may come again. */
    public static Refused spoolUnavailable(Throwable cause) {
        return new Refused(Refusal.of(503, ErrorAnswer.of("The body of the request cannot be stored at the moment; come again."))
                .retryAfter(SECONDS_UNTIL_REPAIRED), cause);
    }

    /** The one SKU of a direct call failed: its error decides the status. */
    static Refused failed(SyncError error) {
        return new Refused(new ErrorMapping().of(error), null);
    }

    /** The answer as it goes to the caller. */
    public Refusal refusal() {
        return refusal;
    }

    private static Refused of(int status, ErrorAnswer answer) {
        return new Refused(Refusal.of(status, answer), null);
    }

    private static Refused noRoom(ErrorAnswer answer) {
        return new Refused(Refusal.of(429, answer).retryAfter(SECONDS_UNTIL_ROOM), null);
    }
}
