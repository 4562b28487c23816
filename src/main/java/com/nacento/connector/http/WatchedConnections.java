package com.nacento.connector.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a {@link ConnectionWatch} over each connection that a server of this Vert.x accepts. Vert.x's own option, one idle time for
 * all, would cut off bulks that take their time, and Camel lets nobody at the options of its server: so it is done where
 * connections are accepted, from {@link #admit} on, and where Camel has its server made.
 */
final class WatchedConnections extends JDKTransport {

    private final ConnectionWatch.TimeLimits limits;
    private final List<Channel> doors = new ArrayList<>();
    private boolean open;

    WatchedConnections(ConnectionWatch.TimeLimits limits) {
        this.limits = limits;
    }

    /** A Vert.x whose servers watch their connections; whoever asks for it closes it. */
    Vertx vertx(VertxOptions options) {
        return new Servers(
                (VertxInternal) new VertxBuilder(options).findTransport(this).executorServiceFactory(new WorkerThreads()).init().vertx());
    }

    /**
     * Lets in who waits at the doors. The server listens before the entrance can be put in front of it, and would answer by itself
     * until then, that there is no such path.
     */
    synchronized void admit() {
        open = true;
        doors.forEach(door -> door.config().setAutoRead(true));
    }

    private synchronized void addDoor(Channel door) {
        doors.add(door);
        door.config().setAutoRead(open);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
        super.configure(options, domainSocket, server);
        server.option(ChannelOption.AUTO_READ, false);
        server.handler(new Acceptor());
    }

    @ChannelHandler.Sharable
    private final class Acceptor extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            addDoor(context.channel());
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ConnectionWatch.over((Channel) accepted, limits);
            context.fireChannelRead(accepted);
        }
    }

    /** HTTP/2 is for TLS only: without, a connection that changes from one protocol to the other is another way past a proxy's checks. */
    private static final class Servers extends VertxWrapper {

        Servers(VertxInternal vertx) {
            super(vertx);
        }

        @Override
        public HttpServer createHttpServer(HttpServerOptions options) {
            HttpServerOptions strict = new HttpServerOptions(options).setHttp2ClearTextEnabled(false);
            return super.createHttpServer(strict).connectionHandler(connection -> StrictRequestDecoder.decode(connection, strict));
        }
    }
}
