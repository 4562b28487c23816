package com.nacento.connector.auth;

import java.util.Optional;

/** Tells by a bearer token who calls. Asked on the event loop, so it must not wait for anything. */
@FunctionalInterface
public interface Callers {

    /**
     * Whose token it is, or nobody's.
     *
     * @throws CallersUnknownException if nobody's token can be checked at the moment
     */
    Optional<Caller> of(String bearerToken);
}
