package com.nacento.connector.http;

import io.vertx.core.http.HttpServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings in the body of a request, unpacked, piece by piece, as fast as it can be written down: the client is asked for the next
 * piece only when the last one is stored. For the worker thread of a route whose endpoint leaves the body alone
 * ({@code useBodyHandler=false}); the message body is then the paused request itself.
 */
public final class RequestSpool {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSpool.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PIECE = 16 * 1024;

    private final long maxBodySize;
    private final SpoolSpace space;
    private final RequestPlaces places;
    private final Duration patience;

    /**
     * Also deletes what a killed process has left.
     *
     * @param maxBodySize    in bytes
     * @param maxSpooledSize in bytes, of all bodies under way together
     * @param places         of the requests under way
     */
    public RequestSpool(long maxBodySize, long maxSpooledSize, RequestPlaces places) {
        this(maxBodySize, new SpoolSpace(maxSpooledSize), places, PATIENCE);
        space.removeLeftovers();
    }

    RequestSpool(long maxBodySize, SpoolSpace space, RequestPlaces places, Duration patience) {
        this.maxBodySize = maxBodySize;
        this.space = space;
        this.places = places;
        this.patience = patience;
    }

    /**
     * First step of a receive route: from the request to its body, which is deleted when the exchange is done. Until then the
     * request also keeps its place, even if its client is gone.
     *
     * @throws Refused with 413 if there is more than the limit, packed or unpacked; the rest is not read
     * @throws Refused with 429 if the other requests leave no room for it; of one that says how long it is, nothing is read
     * @throws Refused with 503 if the disk is full, or the folder cannot be written for another reason
     * @throws Refused with 429 if the work on the other requests leaves no memory for it; nothing is read
     * @throws Refused with 400 if the client stopped sending or went away, or the body cannot be unpacked
     */
    public SpooledBody spool(Exchange exchange) throws IOException {
        return kept(exchange, true, exchange.getMessage().getHeader(ClientHeaders.PACKED) != null);
    }

    /**
     * The same with the bytes as they were sent, packed or not, of a call of which it is not known yet whose it is: it takes room only for
     * what has come, and a small one that is there already takes none of the others' at all.
     */
    public SpooledBody spoolAsSent(Exchange exchange) throws IOException {
        return kept(exchange, false, false);
    }

    private SpooledBody kept(Exchange exchange, boolean trusted, boolean unpack) throws IOException {
        String place = exchange.getMessage().getHeader(ClientHeaders.PLACE, String.class);
        if (place != null) {
            keep(place, exchange);
        }
        HttpServerRequest request = exchange.getMessage().getBody(HttpServerRequest.class);
        byte[] brought = place == null ? null : places.brought(place);
        SpooledBody body = brought == null ? read(request, trusted, unpack) : brought(request, brought);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close(body);
            }
        });
        return body;
    }

    /**
     * Looks whether bodies can be stored.
     *
     * @throws IOException saying what is wrong, for operators to read
     */
    public void look() throws IOException {
        space.look();
    }

    private void keep(String place, Exchange exchange) {
        if (!places.hold(place)) {
            throw cutOff();
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                places.leave(place);
            }
        });
    }

    /** As {@link #spool}, for callers who close the body themselves. */
    public SpooledBody read(HttpServerRequest request) throws IOException {
        return read(request, true, request.getHeader(ClientHeaders.PACKED) != null);
    }

    private SpooledBody read(HttpServerRequest request, boolean trusted, boolean unpack) throws IOException {
        SpooledBody body = new SpooledBody(space);
        boolean whole = false;
        try {
            if (trusted) {
                reserve(body, announced(request));
            }
            receive(request, body, unpack);
            if (!trusted) {
                body.reserveWork(body.size());
            }
            body.complete();
            whole = true;
            return body;
        } finally {
            if (!whole) {
                close(body);
            }
        }
    }

    private void reserve(SpooledBody body, OptionalLong announced) {
        body.reserveWork(Math.min(announced.orElse(SpoolSpace.SECTION), maxBodySize));
        body.reserve(Math.min(announced.orElse(0), maxBodySize));
    }

    /** From a {@link SmallBody}: there are no more of them than places. */
    private SpooledBody brought(HttpServerRequest request, byte[] bytes) {
        // Camel has paused it, and it counts as read to its end only when it is not
        request.resume();
        return new SpooledBody(space, bytes);
    }

    private void receive(HttpServerRequest request, SpooledBody body, boolean unpack) throws IOException {
        ArrivingBody arriving = new ArrivingBody(request, patience, maxBodySize);
        InputStream content = unpack ? unpacked(arriving) : arriving;
        byte[] buffer = new byte[PIECE];
        for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
            if (body.size() + read > maxBodySize) {
                throw Refused.tooLarge(maxBodySize);
            }
            body.append(Arrays.copyOf(buffer, read));
        }
        if (unpack) {
            // whatever follows what was packed means nothing, but the next request stands behind it
            arriving.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static InputStream unpacked(ArrivingBody arriving) throws IOException {
        try {
            return new GZIPInputStream(arriving, PIECE);
        } catch (EOFException | ZipException e) {
            throw notPacked();
        }
    }

    private static int read(InputStream content, byte[] buffer) throws IOException {
        try {
            return content.read(buffer);
        } catch (EOFException | ZipException e) {
            throw notPacked();
        }
    }

    private static Refused notPacked() {
        return Refused.badRequest("Decoding error. The body is not what gzip makes, or is cut off.");
    }

    private static OptionalLong announced(HttpServerRequest request) {
        String size = request.getHeader(ClientHeaders.BODY_SIZE);
        return size == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(size));
    }

    private static Refused cutOff() {
        return Refused.badRequest("The connection was closed before the request body was complete.");
    }

    private static void close(SpooledBody body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.warn("The temporary file of a request could not be deleted", e);
        }
    }
}
