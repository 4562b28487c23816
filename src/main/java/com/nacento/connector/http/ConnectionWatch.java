package com.nacento.connector.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off clients that keep a connection without using it: no whole request head in time, no further request for long, or an
 * answer that is not fetched. How long the work on a request takes does not matter, nor who the client is: all of this comes
 * before any token is seen.
 */
final class ConnectionWatch extends ChannelInboundHandlerAdapter {

    /** How long a client may take for what the server waits for. */
    record TimeLimits(Duration firstRequest, Duration nextRequest, Duration answer) {
    }

    private static final AttributeKey<ConnectionWatch> WATCH = AttributeKey.valueOf(ConnectionWatch.class, "watch");

    private final TimeLimits limits;
    /** From here on out: the server's own way to close waits until everything is sent. */
    private ChannelHandlerContext connection;
    private Future<?> deadline;
    private int requests;

    private ConnectionWatch(TimeLimits limits) {
        this.limits = limits;
    }

    /** Watches a connection from the moment on which it is accepted. */
    static void over(Channel accepted, TimeLimits limits) {
        ConnectionWatch watch = new ConnectionWatch(limits);
        accepted.attr(WATCH).set(watch);
        accepted.pipeline().addLast(new IdleStateHandler(true, 0, limits.answer().toMillis(), 0, TimeUnit.MILLISECONDS), watch);
    }

    /** The watch over the connection of a request. */
    static ConnectionWatch of(HttpConnection connection) {
        return ((ConnectionBase) connection).channel().attr(WATCH).get();
    }

    /** A request's head is there: from now on it is the server that takes its time. To be called on the event loop. */
    void begins() {
        requests++;
        deadline.cancel(false);
    }

    /** A request is answered, or will not be. */
    void ended() {
        connection.executor().execute(() -> {
            requests--;
            if (requests == 0 && connection.channel().isActive()) {
                await(limits.nextRequest());
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connection = context;
        await(limits.firstRequest());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel(false);
        context.fireChannelInactive();
    }

    /** Nothing was sent for a while, which is a client's fault only if there is something to send. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent)) {
            context.fireUserEventTriggered(event);
        } else if (isAnswering()) {
            connection.close();
        }
    }

    /** An answer counts as given as soon as it is handed over; it may still be on its way to a slow client. */
    private boolean isAnswering() {
        ChannelOutboundBuffer unsent = connection.channel().unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    private void await(Duration time) {
        deadline = connection.executor().schedule(() -> {
            if (isAnswering()) {
                await(time);
            } else {
                connection.close();
            }
        }, time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
