package io.jims.widget.socket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// Writes whole frames, one at a time. Safe for all threads; Helidon's own writer mixes the bytes
/// of concurrent senders.
///
/// A write to a client that does not read parks its thread; [#isOverdue] then makes the watch close
/// the connection, which ends the write. After a close frame or a failed write, nothing more is
/// written.
final class FrameWriter {
    private static final int FIN = 0x80;
    private static final int LENGTH_16_BITS = 126;
    private static final int LENGTH_64_BITS = 127;
    private static final int MAX_HEADER = 10;
    private static final int MAX_CLOSE_REASON = 123;
    private static final byte[] NO_PAYLOAD = {};

    /// How long a client may take to answer our close frame.
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final DataWriter out;
    private final Runnable abort;
    private final long writeTimeoutNanos;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean open = true;
    private volatile boolean pending;
    private volatile long deadline;

    /// @param abort closes the connection; called when a write has failed
    FrameWriter(DataWriter out, Duration writeTimeout, Runnable abort) {
        this.out = out;
        this.writeTimeoutNanos = writeTimeout.toNanos();
        this.abort = abort;
    }

    /// Whether neither side has closed the connection.
    boolean isOpen() {
        return open;
    }

    /// Whether a write, or the answer to our close frame, has taken too long at this
    /// `System.nanoTime`.
    boolean isOverdue(long now) {
        return pending && now - deadline > 0;
    }

    boolean text(String text) {
        return write(OpCode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void ping() {
        write(OpCode.PING, NO_PAYLOAD);
    }

    void pong(byte[] payload) {
        write(OpCode.PONG, payload);
    }

    /// @param reason truncated to the 123 bytes that fit into a close frame
    void close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, MAX_CLOSE_REASON);
        while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
            length--; // not in the middle of a character
        }
        byte[] payload = new byte[2 + length];
        payload[0] = (byte) (code >>> Byte.SIZE);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, length);
        write(OpCode.CLOSE, payload);
    }

    /// Drops all later writes: the client is gone.
    void end() {
        open = false;
        pending = false;
    }

    private boolean write(OpCode opCode, byte[] payload) {
        lock.lock();
        try {
            if (!open) {
                return false;
            }
            awaitUntil(writeTimeoutNanos);
            out.writeNow(BufferData.create(frame(opCode, payload)));
            pending = false;
            if (opCode == OpCode.CLOSE) {
                open = false;
                awaitUntil(CLOSE_TIMEOUT.toNanos());
            }
            return true;
        } catch (
                RuntimeException
                        e) { // whatever the socket threw, no later frame could be understood
            end();
            abort.run();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void awaitUntil(long nanosFromNow) {
        deadline = System.nanoTime() + nanosFromNow;
        pending = true;
    }

    /// One array, so that a frame is a single write to the socket.
    private static byte[] frame(OpCode opCode, byte[] payload) {
        byte[] header = new byte[MAX_HEADER];
        header[0] = (byte) (FIN | opCode.number());
        int headerLength = putLength(header, payload.length);
        byte[] frame = new byte[headerLength + payload.length];
        System.arraycopy(header, 0, frame, 0, headerLength);
        System.arraycopy(payload, 0, frame, headerLength, payload.length);
        return frame;
    }

    private static int putLength(byte[] header, int length) {
        if (length < LENGTH_16_BITS) {
            header[1] = (byte) length;
            return 2;
        }
        boolean short16 = length <= 0xFFFF;
        header[1] = (byte) (short16 ? LENGTH_16_BITS : LENGTH_64_BITS);
        int bytes = short16 ? Short.BYTES : Long.BYTES;
        for (int i = 0; i < bytes; i++) {
            header[2 + i] = (byte) ((long) length >>> (Byte.SIZE * (bytes - 1 - i)));
        }
        return 2 + bytes;
    }
}
