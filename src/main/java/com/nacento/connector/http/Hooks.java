package com.nacento.connector.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The addresses below {@code /hooks}, and whose calls are let in there. */
public final class Hooks {

    private static final String REFUSED = "nacento.source.events.refused";

    private final Map<String, Hook> bySource = new TreeMap<>();
    private final long maxBodySize;
    private final MeterRegistry metrics;
    private final Clock clock;

    /** @param maxBodySize in bytes, packed or unpacked */
    public Hooks(List<Hook> hooks, long maxBodySize, MeterRegistry metrics, Clock clock) {
        hooks.forEach(hook -> bySource.put(hook.source(), hook));
        this.maxBodySize = maxBodySize;
        this.metrics = metrics;
        this.clock = clock;
        bySource.keySet().forEach(source -> refused(source, 401));
    }

    /** No address at all. */
    static Hooks none() {
        return new Hooks(List.of(), 0, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    Optional<Hook> find(String source) {
        return Optional.ofNullable(bySource.get(source));
    }

    void countRefused(String source, int status) {
        refused(source, status).increment();
    }

    private Counter refused(String source, int status) {
        return Counter.builder(REFUSED).description("Calls of sources that were refused, by the status of the answer")
                .tag("source", source).tag("status", Integer.toString(status)).register(metrics);
    }

    /**
     * Whether somebody who calls may be let in, before his body is read.
     *
     * @param header gives the value of a header, or {@code null} if there is none or more than one
     */
    boolean mayAdmit(Hook hook, UnaryOperator<String> header) {
        return new HookCheck(hook.settings(), clock).mayPass(header);
    }

    /**
     * Lets in who knows the secret.
     *
     * @param source  a hook's
     * @param body    as it was sent, and signed
     * @param headers by which it is known who calls, and whether the body is packed
     * @return the body, unpacked; empty: somebody tries whether the address is right
     * @throws Refused with 401 if it is not known who calls
     * @throws Refused with 400 if the body cannot be unpacked, 413 if it is too large then
     */
    public byte[] admit(String source, SpooledBody body, Map<String, Object> headers) throws IOException {
        Hook hook = find(source).orElseThrow(() -> new IllegalArgumentException("there is no hook of " + source));
        if (!new HookCheck(hook.settings(), clock).passes(name -> headers.get(name) instanceof String value ? value : null, body)) {
            throw Refused.unsigned();
        }
        try (InputStream in = body.open()) {
            return headers.containsKey(ClientHeaders.PACKED) && body.size() > 0 ? unpacked(in) : in.readAllBytes();
        }
    }

    private byte[] unpacked(InputStream packed) throws IOException {
        try {
            byte[] body = new GZIPInputStream(packed).readNBytes((int) Math.min(maxBodySize + 1, Integer.MAX_VALUE - 8));
            if (body.length > maxBodySize) {
                throw Refused.tooLarge(maxBodySize);
            }
            return body;
        } catch (EOFException | ZipException e) {
            throw Refused.badRequest("Decoding error. The body is not what gzip makes, or is cut off.");
        }
    }

    /**
     * Where the events of a source go.
     *
     * @param otherwise where those go of a source that has no address any more
     */
    public String queue(String source, String otherwise) {
        return find(source).map(Hook::queue).orElse(otherwise);
    }
}
