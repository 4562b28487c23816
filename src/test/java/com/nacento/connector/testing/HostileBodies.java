package com.nacento.connector.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Bodies that nobody in his right mind sends, the same ones in every run: made from good ones, so that they get as far as
 * possible.
 */
public final class HostileBodies {

    private static final List<Charset> OTHER_CHARSETS = List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16);
    private static final byte[][] NOT_UTF8 = {{(byte) 0xFF}, {(byte) 0xC0, (byte) 0xAF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0x80},
        {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {0}};
    private static final List<String> VALUES = List.of("null", "true", "-1", "1e999", "9".repeat(999), "9".repeat(5_000), "-0.0000001",
            "\"\"", "[]", "{}",
            "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\r\\nX-Evil: 1\"", "\"../../../etc/passwd\"",
            "\"'; DROP TABLE store; -- \"",
            "\"${bean:shop?method=doubt}\"", "\"{{nacento.db.password}}\"", "\"no_selection\"", "\"\\u202e\\ufeff\"", "[[[[]]]]",
            "\"" + "x".repeat(70_000) + "\"");
    private static final List<String> FIELDS = List.of("file_path", "label", "position", "disabled", "roles");

    private final Random random;

    public HostileBodies(long seed) {
        this.random = new Random(seed);
    }

    /**
     * No JSON, no matter for which call: cut off, nested too deep, in another charset, with bytes that are not UTF-8, with something
     * behind it.
     */
    public byte[] broken(String good) {
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> text((random.nextBoolean() ? "[" : "{\"items\":[{\"images\":").repeat(101 + random.nextInt(2_000)));
            case 2 -> good.getBytes(OTHER_CHARSETS.get(random.nextInt(OTHER_CHARSETS.size())));
            case 3 -> inserted(bytes, random.nextInt(bytes.length + 1), NOT_UTF8[random.nextInt(NOT_UTF8.length)]);
            case 4 -> text(good + List.of("}", "]", "{}", ",", "nonsense", "\u0000", good).get(random.nextInt(7)));
            default -> noise();
        };
    }

    /** JSON with one image, of which some fields are missing, doubled, or have values that nobody expects. */
    public String strangeImage() {
        StringBuilder fields = new StringBuilder();
        for (int field = random.nextInt(8); field >= 0; field--) {
            fields.append(fields.isEmpty() ? "" : ",").append('"').append(FIELDS.get(random.nextInt(FIELDS.size()))).append("\":")
                    .append(VALUES.get(random.nextInt(VALUES.size())));
        }
        return "{" + fields + "}";
    }

    /** A segment of a path, percent-encoded. */
    public String segment() {
        if (random.nextInt(4) == 0) {
            return List
                    .of("%00", "%0d%0aX-Evil:%201", "..%2f..%2f", "%2e%2e", "%27%20OR%201%3D1--", "%24%7Bbean%3Ashop%7D", "%7B%7Bsql%7D%7D",
                            "%5c..%5c",
                            "f8d3c1a3-0000-4000-8000-000000000000", "a".repeat(1_500), "-1", "99999999999999999999")
                    .get(random.nextInt(12));
        }
        byte[] bytes = new byte[1 + random.nextInt(20)];
        random.nextBytes(bytes);
        StringBuilder segment = new StringBuilder();
        for (byte one : bytes) {
            segment.append("%%%02x".formatted(one));
        }
        return segment.toString();
    }

    private byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(200)];
        random.nextBytes(bytes);
        // whatever follows, nothing that begins like this is JSON
        bytes[0] = '#';
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] inserted(byte[] bytes, int place, byte[] bad) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, place);
        changed.writeBytes(bad);
        changed.write(bytes, place, bytes.length - place);
        return changed.toByteArray();
    }
}
