package com.nacento.connector.http;

import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a request as it comes in: the client is asked for the next piece only when the last one has been read. For a worker
 * thread, and of a request that is paused.
 */
final class ArrivingBody extends InputStream {

    /** Once its patience is used up: nobody may hold a place by sending a byte now and then. */
    private static final int SLOWEST_BYTES_A_SECOND = 16 * 1024;
    private static final byte[] END = new byte[0];
    private static final byte[] BROKEN = new byte[0];

    private final HttpServerRequest request;
    private final Duration patience;
    private final long most;
    private final long start = System.nanoTime();
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private byte[] piece = new byte[0];
    private int place;
    private long size;

    /**
     * @param most in bytes
     * @throws Refused with 400 if the client is gone
     */
    ArrivingBody(HttpServerRequest request, Duration patience, long most) {
        this.request = request;
        this.patience = patience;
        this.most = most;
        if (request.isEnded()) {
            piece = END;
            return;
        }
        listen();
        if (request.response().closed()) {
            throw cutOff();
        }
    }

    private void listen() {
        request.exceptionHandler(broken -> pieces.add(BROKEN));
        request.endHandler(end -> {
            if (!request.isEnded()) {
                // of HTTP/1: it counts as read to its end only when it is not paused any more
                request.resume();
            }
            pieces.add(END);
        });
        request.handler(buffer -> pieces.add(buffer.getBytes()));
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * @throws Refused with 400 if the client stopped sending or went away
     * @throws Refused with 413 if there is more than the limit; the rest is not read
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws InterruptedIOException {
        while (piece != END && place == piece.length) {
            next();
        }
        if (piece == END) {
            return -1;
        }
        int read = Math.min(length, piece.length - place);
        System.arraycopy(piece, place, bytes, offset, read);
        place += read;
        return read;
    }

    /** Something may come until the end is known: what unpacks the body asks, to find out whether there is more to unpack. */
    @Override
    public int available() {
        return piece == END ? 0 : 1;
    }

    private void next() throws InterruptedIOException {
        request.fetch(1);
        long left = patience.toMillis() + size * 1000 / SLOWEST_BYTES_A_SECOND - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        byte[] arrived = left <= 0 ? null : poll(Math.min(left, patience.toMillis()));
        if (arrived == null) {
            throw Refused.badRequest("The request body came too slowly: nothing for %1 seconds, or less than %2 bytes a second.",
                    patience.toSeconds(), SLOWEST_BYTES_A_SECOND);
        }
        if (arrived == BROKEN) {
            throw cutOff();
        }
        size += arrived.length;
        if (size > most) {
            throw Refused.tooLarge(most);
        }
        piece = arrived;
        place = 0;
    }

    private byte[] poll(long millis) throws InterruptedIOException {
        try {
            return pieces.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while a request body was read");
        }
    }

    private static Refused cutOff() {
        return Refused.badRequest("The connection was closed before the request body was complete.");
    }
}
