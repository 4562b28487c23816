package com.nacento.connector.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * Refuses a request over HTTP/1 that leaves it open where its body ends, and then the whole connection: a proxy in front may see
 * another end, and take for part of the body what is answered here as a request (RFC 9112 §6.1, §6.3). Netty takes a length beside
 * {@code chunked} away and goes on, before any handler of requests could see it.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Takes the place of Vert.x's own decoder, if the connection has one: before the first byte of it is read. */
    static void decode(HttpConnection connection, HttpServerOptions options) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.get(VertxHttpRequestDecoder.class) != null) {
            pipeline.replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictRequestDecoder(options));
        }
    }

    /** Asked by Netty when the head of a request is complete, before it looks for the end of the body. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        List<String> codings = message.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean clear = codings.isEmpty() || codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked")
                && message.protocolVersion().equals(HttpVersion.HTTP_1_1) && !message.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
        if (!clear) {
            throw new IllegalArgumentException("where the body ends is not clear");
        }
        return super.isContentAlwaysEmpty(message);
    }
}
