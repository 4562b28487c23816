package com.nacento.connector.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An event in a file of its own: a line {@code nacento-event <source> <received> <length> <crc>}, then the body. What is not as long as it
 * says, or has another checksum, is torn.
 *
 * @param file     whose name is its number
 * @param received when it came
 * @param size     that it takes on the disk, in bytes
 */
record SpooledEvent(Path file, Instant received, long size) {

    private static final Pattern LINE = Pattern.compile("nacento-event ([a-z0-9-]{1,32}) (\\d{1,15}) (\\d{1,10}) ([0-9a-f]{1,8})");
    private static final int LONGEST_LINE = 100;
    /** Of a file system, as a rule: a small file takes no less. */
    private static final int BLOCK = 4096;

    /** One that is to be written. */
    SpooledEvent(Path file, SourceEvent event) {
        this(file, event.received(), (event.body().length + LONGEST_LINE + BLOCK - 1L) / BLOCK * BLOCK);
    }

    /** What was written whole; empty if it was not. */
    static Optional<SpooledEvent> at(Path file) throws IOException {
        return Optional.ofNullable(parse(Files.readAllBytes(file))).map(event -> new SpooledEvent(file, event));
    }

    /** When this returns, the content is on the disk; if it fails, there is no file. */
    void write(SourceEvent event) throws IOException {
        String line = "nacento-event %s %s %d %x%n".formatted(event.source(), event.receivedMillis(), event.body().length,
                checksum(event.body())).replace("\r", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                write(channel, line.getBytes(StandardCharsets.US_ASCII));
                write(channel, event.body());
                channel.force(true);
            } catch (IOException e) {
                Files.delete(file);
                throw e;
            }
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    SourceEvent read() throws IOException {
        SourceEvent event = parse(Files.readAllBytes(file));
        if (event == null) {
            throw new IOException(file + " is not as it was written");
        }
        return event;
    }

    private static SourceEvent parse(byte[] content) {
        int end = 0;
        while (end < Math.min(content.length, LONGEST_LINE) && content[end] != '\n') {
            end++;
        }
        Matcher line = LINE.matcher(new String(content, 0, end, StandardCharsets.US_ASCII));
        if (!line.matches() || end == content.length) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(content, end + 1, content.length);
        return body.length == Long.parseLong(line.group(3)) && checksum(body) == Long.parseLong(line.group(4), 16)
                ? new SourceEvent(line.group(1), Instant.ofEpochMilli(Long.parseLong(line.group(2))), body)
                : null;
    }

    private static long checksum(byte[] body) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return checksum.getValue();
    }
}
