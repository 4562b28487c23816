package com.nacento.connector.http;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings in the body of a request, piece by piece, as fast as it can be written down: the client is asked for the next
 * piece only when the last one is stored. For the worker thread of a route whose endpoint leaves the body alone
 * ({@code useBodyHandler=false}); the message body is then the paused request itself.
 */
public final class RequestSpool {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSpool.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Once its patience is used up: nobody may hold a place by sending a byte now and then. */
    private static final int SLOWEST_BYTES_A_SECOND = 16 * 1024;
    private static final byte[] END = new byte[0];
    private static final byte[] BROKEN = new byte[0];

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
     * @throws PayloadTooLargeException if there is more than the limit; the rest is not read
     * @throws SpoolFullException       if the other requests leave no room for it; of one that says how long it is, nothing is read
     * @throws HeapFullException        if the work on the other requests leaves no memory for it; nothing is read
     * @throws BadRequestException      if the client stopped sending or went away
     */
    public SpooledBody spool(Exchange exchange) throws IOException, InterruptedException {
        String place = exchange.getMessage().getHeader(ClientHeaders.PLACE, String.class);
        if (place != null) {
            keep(place, exchange);
        }
        SpooledBody body = read(exchange.getMessage().getBody(HttpServerRequest.class));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close(body);
            }
        });
        return body;
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
    public SpooledBody read(HttpServerRequest request) throws IOException, InterruptedException {
        SpooledBody body = new SpooledBody(space);
        boolean whole = false;
        try {
            OptionalLong announced = announced(request);
            body.reserveWork(Math.min(announced.orElse(SpoolSpace.SECTION), maxBodySize));
            body.reserve(Math.min(announced.orElse(0), maxBodySize));
            receive(request, body);
            body.complete();
            whole = true;
            return body;
        } finally {
            if (!whole) {
                close(body);
            }
        }
    }

    private void receive(HttpServerRequest request, SpooledBody body) throws IOException, InterruptedException {
        if (request.isEnded()) {
            return;
        }
        BlockingQueue<byte[]> pieces = listen(request);
        if (request.response().closed()) {
            throw cutOff();
        }
        long start = System.nanoTime();
        while (true) {
            request.fetch(1);
            long left = patience.toMillis() + body.size() * 1000 / SLOWEST_BYTES_A_SECOND - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            byte[] piece = left <= 0 ? null : pieces.poll(Math.min(left, patience.toMillis()), TimeUnit.MILLISECONDS);
            if (piece == null) {
                throw new BadRequestException("The request body came too slowly: nothing for %1 seconds, or less than %2 bytes a second.",
                        patience.toSeconds(), SLOWEST_BYTES_A_SECOND);
            }
            if (piece == END) {
                return;
            }
            if (piece == BROKEN) {
                throw cutOff();
            }
            if (body.size() + piece.length > maxBodySize) {
                throw new PayloadTooLargeException(maxBodySize);
            }
            body.append(piece);
        }
    }

    private static BlockingQueue<byte[]> listen(HttpServerRequest request) {
        BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
        request.exceptionHandler(broken -> pieces.add(BROKEN));
        request.endHandler(end -> {
            if (!request.isEnded()) {
                // of HTTP/1: it counts as read to its end only when it is not paused any more
                request.resume();
            }
            pieces.add(END);
        });
        request.handler(buffer -> pieces.add(buffer.getBytes()));
        return pieces;
    }

    private static OptionalLong announced(HttpServerRequest request) {
        String size = request.getHeader(ClientHeaders.BODY_SIZE);
        return size == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(size));
    }

    private static BadRequestException cutOff() {
        return new BadRequestException("The connection was closed before the request body was complete.");
    }

    private static void close(SpooledBody body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.warn("The temporary file of a request could not be deleted", e);
        }
    }
}
