package com.nacento.connector.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.slf4j.event.KeyValuePair;

/** The keys of a line behind its message, as {@code  [bulk_uuid=… sku=…]}; nothing if it has none. */
public final class KeysConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent line) {
        Map<String, String> keys = new TreeMap<>(line.getMDCPropertyMap());
        if (line.getKeyValuePairs() != null) {
            for (KeyValuePair pair : line.getKeyValuePairs()) {
                keys.put(pair.key, String.valueOf(pair.value));
            }
        }
        if (keys.isEmpty()) {
            return "";
        }
        StringJoiner shown = new StringJoiner(" ", " [", "]");
        // a caller's request id must not begin a line of its own
        keys.forEach((key, value) -> shown.add(key + "=" + value.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", " ")));
        return shown.toString();
    }
}
