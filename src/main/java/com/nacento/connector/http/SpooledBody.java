package com.nacento.connector.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A request's body, all of it: in memory as long as it is small and memory is left, else in a private temporary file. The file
 * has no name any more from the moment it is open where the system allows that, so not even a killed process leaves it behind.
 */
public final class SpooledBody implements Closeable {

    /** Bytes that are kept in memory; one byte more and the body goes to a file. */
    static final int IN_MEMORY = 256 * 1024;

    private final SpoolSpace space;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private FileChannel file;
    private long size;
    private long share;
    private long memoryShare;
    private long workShare;

    SpooledBody(SpoolSpace space) {
        this.space = space;
    }

    /** One that is in memory already, and takes no room of others. */
    SpooledBody(SpoolSpace space, byte[] whole) {
        this.space = space;
        memory.writeBytes(whole);
        size = whole.length;
    }

    /**
     * Makes sure of room for the whole body: better no byte of it than half.
     *
     * @throws Refused with 429 if there is none
     */
    void reserve(long bytes) {
        if (bytes > share) {
            space.take(bytes - share);
            share = bytes;
        }
    }

    /**
     * Makes sure that there is memory for the work on the body.
     *
     * @param bytes that the body has, or is said to have
     * @throws Refused with 429 if there is none
     */
    void reserveWork(long bytes) {
        long needed = SpoolSpace.workOn(bytes);
        space.beginWork(needed);
        workShare = needed;
    }

    /** The body is whole: what the work on it does not need, since it is smaller than was to be feared, is for others. */
    void complete() {
        long needed = Math.min(SpoolSpace.workOn(size), workShare);
        space.endWork(workShare - needed);
        workShare = needed;
        if (file != null) {
            space.stored();
        }
    }

    /** @throws Refused with 503 if the file cannot take it */
    void append(byte[] bytes) {
        reserve(size + bytes.length);
        if (file == null && staysInMemory(bytes.length)) {
            memory.writeBytes(bytes);
        } else {
            appendToFile(bytes);
        }
        size += bytes.length;
    }

    private void appendToFile(byte[] bytes) {
        try {
            if (file == null) {
                file = space.newFile();
                write(memory.toByteArray());
                memory = null;
                giveBackMemory();
            }
            write(bytes);
        } catch (IOException full) {
            throw space.failed(full, size + bytes.length);
        }
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /** The body from its beginning, as often as it is asked for, until {@link #close}. */
    public InputStream open() {
        return file == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : new BufferedInputStream(new ChannelStream(file), 64 * 1024);
    }

    /** Deletes the file and gives back its room; may be called more than once. */
    @Override
    public synchronized void close() throws IOException {
        space.giveBack(share);
        share = 0;
        space.endWork(workShare);
        workShare = 0;
        giveBackMemory();
        if (file != null) {
            file.close();
        }
    }

    private boolean staysInMemory(int more) {
        if (size + more > IN_MEMORY || !space.takeMemory(more)) {
            return false;
        }
        memoryShare += more;
        return true;
    }

    private void giveBackMemory() {
        space.giveBackMemory(memoryShare);
        memoryShare = 0;
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /** Reads with a position of its own, so that several can read at once. */
    private static final class ChannelStream extends InputStream {

        private final FileChannel channel;
        private long position;

        ChannelStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(read, 0);
            return read;
        }
    }
}
