package com.nacento.connector.config;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What file names of pictures end in.
 *
 * @param names in lower case, without dots, sorted
 */
public record ImageExtensions(Set<String> names) {

    private static final Pattern BEHIND_A_WEB_PATH = Pattern.compile("[?#]");

    public ImageExtensions {
        Set<String> sorted = new TreeSet<>();
        names.forEach(name -> sorted.add(name.strip().toLowerCase(Locale.ROOT)));
        names = Collections.unmodifiableSet(sorted);
    }

    /** @param names without dots, in any case */
    public static ImageExtensions of(Collection<String> names) {
        return new ImageExtensions(Set.copyOf(names));
    }

    /** Whether the file at a path or web address is a picture, by its name. */
    public boolean isOn(String path) {
        String file = isWebAddress(path) ? BEHIND_A_WEB_PATH.split(path, 2)[0] : path;
        int dot = file.lastIndexOf('.');
        return dot >= 0 && names.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isWebAddress(String path) {
        return path.regionMatches(true, 0, "http://", 0, 7) || path.regionMatches(true, 0, "https://", 0, 8);
    }

    /** For people: {@code .gif, .jpg}. */
    @Override
    public String toString() {
        return names.stream().map(name -> "." + name).collect(Collectors.joining(", "));
    }
}
