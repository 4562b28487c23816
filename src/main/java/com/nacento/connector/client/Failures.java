package com.nacento.connector.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The items that failed: all of them in a file that can be sent again, if there is to be one, and the first ones with their reasons. */
public final class Failures implements AutoCloseable {

    private static final int TOLD = 20;

    private final OutputStream file;
    private final List<String> told = new ArrayList<>();
    private long count;
    private long notDone;
    private final String before;
    private boolean begun;

    /**
     * @param file   written anew: NDJSON, or a bulk request if there is something to be said of all items; {@code null}: none
     * @param source the file that the items come from
     */
    public Failures(Path file, ItemFile source) throws IOException {
        String said = source.said().toString();
        this.before = source.said().isEmpty() ? "" : said.substring(0, said.length() - 1) + ",\"items\":[\n";
        this.file = file == null ? null : new BufferedOutputStream(Files.newOutputStream(file));
    }

    synchronized void add(Item item, String error) {
        count++;
        write(item);
        if (told.size() < TOLD) {
            told.add((item.sku().isEmpty() ? "(no SKU)" : item.sku()) + "  " + error);
        }
    }

    /** An item that was never sent, or nobody knows what became of it, since the run broke off. */
    synchronized void addNotDone(Item item) {
        notDone++;
        write(item);
    }

    private void write(Item item) {
        if (file != null) {
            try {
                String between = before.isEmpty() ? "\n" : ",\n";
                file.write((begun ? between : before).getBytes(StandardCharsets.UTF_8));
                file.write(item.json());
                begun = true;
            } catch (IOException e) {
                throw new UncheckedIOException("the file for what failed cannot be written", e);
            }
        }
    }

    public synchronized long count() {
        return count;
    }

    public synchronized long notDone() {
        return notDone;
    }

    /** {@code SKU  code: detail} of the first ones. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            if (begun) {
                file.write((before.isEmpty() ? "\n" : "\n]}\n").getBytes(StandardCharsets.UTF_8));
            }
            file.close();
        }
    }
}
