package com.nacento.connector.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Sorts more facts than fit into memory: what fits is sorted and written to a file, and the files are read side by side. On disk they take
 * about as much as the texts in them.
 */
final class SortedFacts implements AutoCloseable {

    private static final int MOST_FILES = 64;
    private static final int BUFFER = 1 << 16;

    private final TemporaryRoom room = new TemporaryRoom();
    private final AuditFolder folder;
    private final long bytes;
    private final List<Path> files = new ArrayList<>();
    private List<Fact> facts = new ArrayList<>();
    private long weight;
    private int names;

    /** @param bytes what may be in memory, about */
    SortedFacts(long bytes) {
        this.bytes = bytes;
        try {
            this.folder = AuditFolder.create();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no folder for temporary files (java.io.tmpdir)", e);
        }
    }

    /** Takes a fact, from any thread. */
    synchronized void add(Fact fact) {
        facts.add(fact);
        weight += fact.weight();
        if (weight > bytes) {
            spill();
        }
    }

    /** Hands over all facts in their order; may be called once more. */
    synchronized void each(Consumer<Fact> taker) {
        spill();
        merge(files, taker);
    }

    private void spill() {
        if (!facts.isEmpty()) {
            facts.sort(Fact.ORDER);
            files.add(write(facts::forEach));
            facts = new ArrayList<>();
            weight = 0;
        }
        if (files.size() >= MOST_FILES) {
            List<Path> merged = List.copyOf(files);
            Path all = write(taker -> merge(merged, taker));
            merged.forEach(SortedFacts::delete);
            files.clear();
            files.add(all);
        }
    }

    private Path write(Consumer<Consumer<Fact>> source) {
        Path file = folder.file(Integer.toString(names++));
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            source.accept(fact -> {
                room.look();
                try {
                    fact.write(out);
                } catch (IOException e) {
                    throw failed(e);
                }
            });
            return file;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void merge(List<Path> sorted, Consumer<Fact> taker) {
        PriorityQueue<Reader> readers = new PriorityQueue<>(Comparator.comparing((Reader reader) -> reader.fact, Fact.ORDER));
        try {
            for (Path file : sorted) {
                readers.add(new Reader(file));
            }
            while (!readers.isEmpty()) {
                Reader first = readers.remove();
                taker.accept(first.fact);
                if (first.next()) {
                    readers.add(first);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            readers.forEach(Reader::close);
        }
    }

    private UncheckedIOException failed(IOException failure) {
        return new UncheckedIOException("the folder for temporary files, " + folder + " (java.io.tmpdir), is full or cannot be written",
                failure);
    }

    /** A file at the fact that comes next; there is at least one in it. */
    private static final class Reader {

        private final DataInputStream in;
        private Fact fact;

        Reader(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            next();
        }

        boolean next() throws IOException {
            try {
                fact = Fact.read(in);
                return true;
            } catch (EOFException end) {
                in.close();
                return false;
            }
        }

        void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also what was being written when the disk was full. */
    @Override
    public void close() {
        folder.close();
    }
}
