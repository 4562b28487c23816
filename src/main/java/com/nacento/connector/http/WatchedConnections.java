package com.nacento.connector.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/**
 * Puts a {@link ConnectionWatch} over each connection that a server of this Vert.x accepts. Vert.x's own option, one idle time for
 * all, would cut off bulks that take their time, and Camel lets nobody at the options of its server: so it is done where
 * connections are accepted.
 */
final class WatchedConnections extends JDKTransport {

    private final ConnectionWatch.Patience patience;

    private WatchedConnections(ConnectionWatch.Patience patience) {
        this.patience = patience;
    }

    /** A Vert.x whose servers watch their connections; whoever asks for it closes it. */
    static Vertx vertx(VertxOptions options, ConnectionWatch.Patience patience) {
        return new VertxBuilder(options).findTransport(new WatchedConnections(patience)).init().vertx();
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
        super.configure(options, domainSocket, server);
        server.handler(new Acceptor());
    }

    @ChannelHandler.Sharable
    private final class Acceptor extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ConnectionWatch.over((Channel) accepted, patience);
            context.fireChannelRead(accepted);
        }
    }
}
