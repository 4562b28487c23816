package com.nacento.connector.bucketevent;

import com.nacento.connector.gallery.ShownImage;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one transaction writes.
 *
 * @param chunk      the images that it is about
 * @param parameters of its statements
 * @param changed    paths of the images of which something is written
 * @param passedOver images of products that somebody else holds
 */
public record EventSave(List<ShownImage> chunk, Map<String, Object> parameters, Set<String> changed, List<ShownImage> passedOver) {
}
