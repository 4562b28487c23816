package com.nacento.connector.http;

import com.nacento.connector.config.HookSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of its own, of a system that speaks for itself.
 *
 * @param source   who calls it, and the last part of the address
 * @param queue    where what it sends is taken from
 * @param settings how it is known who calls
 */
public record Hook(String source, String queue, HookSettings settings) {

    /** The headers by which it is known who calls. */
    List<String> headers() {
        if (settings.hmac() == null) {
            return List.of(settings.header());
        }
        List<String> headers = new ArrayList<>(settings.hmac().headers());
        if (!settings.hmac().timestampHeader().isEmpty()) {
            headers.add(settings.hmac().timestampHeader());
        }
        return headers;
    }
}
