package com.nacento.connector.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The SKUs of one part of a bulk as compressed JSON: a tenth of what the objects would take.
 *
 * @param last  the largest id among them
 * @param count how many there are
 */
record PackedSkus(long last, int count, byte[] content) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader READER = JSON.readerFor(new TypeReference<List<ShownSku>>() {
    });

    /** Fast rather than small: the caller of the bulk waits meanwhile. */
    static PackedSkus of(List<ShownSku> skus) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        // a writer, since what is no valid text (half a surrogate pair) becomes a question mark there, and a failure elsewhere
        try (Writer text = new OutputStreamWriter(new DeflaterOutputStream(bytes, fast), StandardCharsets.UTF_8)) {
            JSON.writeValue(text, skus);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        } finally {
            fast.end();
        }
        return new PackedSkus(skus.stream().mapToLong(ShownSku::id).max().orElse(0), skus.size(), bytes.toByteArray());
    }

    List<ShownSku> unpacked() {
        try (InputStream json = new InflaterInputStream(new ByteArrayInputStream(content))) {
            return READER.readValue(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }
}
