package com.nacento.connector.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The frames of a connection to the broker. The client holds a message in memory twice while it receives it, refuses one of
 * 64 MiB by closing the connection, and gets it again as soon as it is connected again, for ever. Here a body that is larger than
 * what may be held in memory goes to a file piece by piece; the client sees a short one that stands for it ({@link LargeBodies}),
 * and when it publishes that, the broker gets the body.
 */
final class SpoolingFrames implements FrameHandler {

    /** In a content header: after the class and the weight, two bytes each. */
    private static final int SIZE_OFFSET = 4;
    /** Type, channel, length and end of a frame. */
    private static final int FRAME_BYTES = 8;
    private static final int LARGEST_PIECE = 128 * 1024;

    private final FrameHandler plain;
    private final long mostInMemory;
    /** Bodies that are coming in, by channel. Only the connection's own thread reads. */
    private final Map<Integer, Incoming> incoming = new HashMap<>();
    /** Headers of bodies that may be stand-ins, by channel; a channel writes one content at a time. */
    private final Map<Integer, Frame> held = new ConcurrentHashMap<>();
    /** All that have come in: what is not handed on by the end of the connection never will be. */
    private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
    private AMQConnection connection;

    /** A body of which some is still to come. */
    private static final class Incoming {

        private final byte[] standIn;
        private final long size;
        private long left;

        Incoming(byte[] standIn, long size) {
            this.standIn = standIn;
            this.size = size;
            this.left = size;
        }
    }

    /** @param mostInMemory of one body, in bytes */
    SpoolingFrames(FrameHandler plain, long mostInMemory) {
        this.plain = plain;
        this.mostInMemory = mostInMemory;
    }

    @Override
    public Frame readFrame() throws IOException {
        for (Frame frame = plain.readFrame(); frame != null; frame = plain.readFrame()) {
            Frame shown = frame.type == AMQP.FRAME_HEADER ? header(frame) : frame.type == AMQP.FRAME_BODY ? body(frame) : frame;
            if (shown != null) {
                return shown;
            }
        }
        return null;
    }

    private Frame header(Frame frame) throws IOException {
        byte[] payload = frame.getPayload();
        long size = ByteBuffer.wrap(payload).getLong(SIZE_OFFSET);
        if (size <= mostInMemory) {
            return frame;
        }
        try {
            if (LargeBodies.room() < size) {
                throw new IOException("no space left");
            }
            Incoming body = new Incoming(LargeBodies.create(), size);
            incoming.put(frame.channel, body);
            received.add(body.standIn);
        } catch (IOException full) {
            LargeBodies.failed(size, full);
            throw full;
        }
        return sized(frame, LargeBodies.STAND_IN_LENGTH);
    }

    private Frame body(Frame frame) throws IOException {
        Incoming body = incoming.get(frame.channel);
        if (body == null) {
            return frame;
        }
        byte[] piece = frame.getPayload();
        try {
            LargeBodies.append(body.standIn, piece);
        } catch (IOException full) {
            LargeBodies.failed(body.size, full);
            throw full;
        }
        body.left -= piece.length;
        if (body.left > 0) {
            return null;
        }
        incoming.remove(frame.channel);
        return new Frame(AMQP.FRAME_BODY, frame.channel, body.standIn.clone());
    }

    @Override
    public void writeFrame(Frame frame) throws IOException {
        if (frame.type == AMQP.FRAME_HEADER && ByteBuffer.wrap(frame.getPayload()).getLong(SIZE_OFFSET) == LargeBodies.STAND_IN_LENGTH) {
            held.put(frame.channel, frame);
            return;
        }
        Frame header = frame.type == AMQP.FRAME_BODY ? held.remove(frame.channel) : null;
        if (header == null) {
            plain.writeFrame(frame);
        } else if (LargeBodies.isStandIn(frame.getPayload())) {
            writeLarge(header, frame.getPayload());
        } else {
            plain.writeFrame(header);
            plain.writeFrame(frame);
        }
    }

    private void writeLarge(Frame header, byte[] standIn) throws IOException {
        plain.writeFrame(sized(header, LargeBodies.size(standIn)));
        int most = connection.getFrameMax() == 0 ? LARGEST_PIECE : Math.min(connection.getFrameMax() - FRAME_BYTES, LARGEST_PIECE);
        try (InputStream body = LargeBodies.open(standIn)) {
            for (byte[] piece = body.readNBytes(most); piece.length > 0; piece = body.readNBytes(most)) {
                plain.writeFrame(Frame.fromBodyFragment(header.channel, piece, 0, piece.length));
            }
        }
    }

    private static Frame sized(Frame header, long size) {
        byte[] payload = header.getPayload().clone();
        ByteBuffer.wrap(payload).putLong(SIZE_OFFSET, size);
        return new Frame(AMQP.FRAME_HEADER, header.channel, payload);
    }

    @Override
    public void initialize(AMQConnection client) {
        connection = client;
        plain.initialize(client);
    }

    @Override
    public void setTimeout(int millis) throws SocketException {
        plain.setTimeout(millis);
    }

    @Override
    public int getTimeout() throws SocketException {
        return plain.getTimeout();
    }

    @Override
    public void sendHeader() throws IOException {
        plain.sendHeader();
    }

    @Override
    public void flush() throws IOException {
        plain.flush();
    }

    @Override
    public void close() {
        plain.close();
        received.forEach(LargeBodies::forgetUnlessTaken);
    }

    @Override
    public InetAddress getLocalAddress() {
        return plain.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public InetAddress getAddress() {
        return plain.getAddress();
    }

    @Override
    public int getPort() {
        return plain.getPort();
    }
}
