package com.nacento.connector.source;

import com.nacento.connector.pim.LoadKey;
import java.util.List;

/**
 * What is to be loaded from a source's PIM, since its events do not hold it.
 *
 * @param source whose PIM it is
 * @param keys   each once
 */
public record SourceLoad(String source, List<LoadKey> keys) {

    public SourceLoad {
        keys = List.copyOf(keys);
    }
}
