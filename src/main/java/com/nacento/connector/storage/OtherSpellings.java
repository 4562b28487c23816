package com.nacento.connector.storage;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Under which other spelling an object is there that is missing under the one asked for: another Unicode form ({@code ü} in one
 * character or in two, as macOS writes it), letter case, {@code +} or {@code %20} for a blank. Only for the text of a warning, so for
 * each request it lists {@value #MOST_PAGES} pages of the bucket at the most: what 250 HEADs cost.
 */
public final class OtherSpellings {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-chunk");
    private static final int MOST_PAGES = 20;

    private final S3Client client;
    private final String bucket;
    private final String root;
    /** Keys below the root, by what they begin with. */
    private final Map<String, List<String>> pages = new HashMap<>();
    private int left;

    /**
     * @param root   what every object key has in front of Magento's path
     * @param listed whether the bucket may be listed; nothing is looked for otherwise
     */
    OtherSpellings(S3Client client, String bucket, String root, boolean listed) {
        this.client = client;
        this.bucket = bucket;
        this.root = root;
        this.left = listed ? MOST_PAGES : 0;
    }

    /**
     * What the warning of a missing object adds, or {@code null}.
     *
     * @param tidied whether the path was sent in another form, {@code m//y\a.jpg}, so that the key is another than one might think
     */
    public String note(String path, boolean tidied) {
        String note = Stream
                .concat(tidied ? Stream.of("asked for as " + root + path) : Stream.of(),
                        of(path).stream().map(key -> "the bucket has " + key))
                .collect(Collectors.joining(", "));
        return note.isEmpty() ? null : note;
    }

    /** The key of an object whose spelling means the same. */
    synchronized Optional<String> of(String path) {
        if (left == 0) {
            return Optional.empty();
        }
        String wanted = meaning(path);
        for (String beginning : beginnings(path)) {
            Optional<String> other = keys(beginning).stream().filter(key -> !key.equals(path) && meaning(key).equals(wanted)).findFirst();
            if (other.isPresent()) {
                return other.map(key -> root + key);
            }
        }
        return Optional.empty();
    }

    private List<String> keys(String beginning) {
        List<String> known = pages.get(beginning);
        if (known != null || left == 0) {
            return known == null ? List.of() : known;
        }
        left--;
        List<String> keys = List.of();
        try {
            keys = client.listObjectsV2(list -> list.bucket(bucket).prefix(root + beginning).encodingType(EncodingType.URL)).contents()
                    .stream()
                    .map(S3Object::key).filter(key -> key.startsWith(root)).map(key -> key.substring(root.length())).toList();
        } catch (SdkException e) {
            // a warning is not worth waiting for a bucket that is slow or may not be listed
            left = 0;
            LOG.debug("other spellings below {} cannot be looked for", root + beginning, e);
        }
        pages.put(beginning, keys);
        return keys;
    }

    /** What the keys in question begin with: the folder and the name's first character, each in every spelling; the likeliest first. */
    static Set<String> beginnings(String path) {
        int name = path.lastIndexOf('/') + 1;
        Set<String> beginnings = new LinkedHashSet<>();
        for (String folder : forms(path.substring(0, name)).toList()) {
            for (String form : forms(path.substring(name)).toList()) {
                String first = form.substring(0, form.offsetByCodePoints(0, 1));
                Stream.of(first, first.toLowerCase(Locale.ROOT), first.toUpperCase(Locale.ROOT))
                        .forEach(start -> beginnings.add(folder + start));
            }
        }
        return beginnings;
    }

    /** A text in its forms that are not those of single letters, itself first. */
    private static Stream<String> forms(String text) {
        String decoded = decoded(text);
        return Stream
                .of(text, decoded, Normalizer.normalize(decoded, Normalizer.Form.NFC), Normalizer.normalize(decoded, Normalizer.Form.NFD),
                        encoded(decoded))
                .distinct();
    }

    /** What all spellings of a path have in common. */
    private static String meaning(String path) {
        return Normalizer.normalize(decoded(path), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8).replace('+', ' ');
        } catch (IllegalArgumentException plainPercent) {
            return text.replace('+', ' ');
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/").replace("+", "%20");
    }
}
