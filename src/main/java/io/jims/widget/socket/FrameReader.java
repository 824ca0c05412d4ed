package io.jims.widget.socket;

import io.helidon.common.buffers.DataReader;
import java.time.Duration;
import java.util.Arrays;

/// Reads a client's frames (RFC 6455, section 5.2). Used by the connection's own thread, except for
/// [#heardAt].
///
/// Holds no more memory than has arrived: a header that announces much costs nothing yet, and a
/// frame that trickles in byte by byte is gathered in one array.
final class FrameReader {
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_16_BITS = 126;
    private static final int LENGTH_64_BITS = 127;
    private static final int MAX_CONTROL_PAYLOAD = 125;
    private static final int MASK_BYTES = 4;

    /// A client that is still uploading what is refused hears why only if it is read until then.
    private static final int MAX_DISCARDED = 8 << 20;

    private static final int FIRST_CAPACITY = 8 * 1024;

    private final DataReader in;
    private final int maxPayload;
    private final long maxNanos;

    private volatile long heardAt = System.nanoTime();

    /// @param maxDuration from a frame's header to the end of its payload
    FrameReader(DataReader in, int maxPayload, Duration maxDuration) {
        this.in = in;
        this.maxPayload = maxPayload;
        this.maxNanos = maxDuration.toNanos();
    }

    /// Blocks until a whole frame is there.
    ///
    /// @throws WebSocketException if the client broke the protocol
    /// @throws ConnectionLostException if the client is gone
    Frame read() {
        int first = readByte();
        heardAt = System.nanoTime();
        if ((first & RESERVED) != 0) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "reserved bits are set, but no extension is in use");
        }
        OpCode opCode = OpCode.of(first & OPCODE);
        boolean last = (first & FIN) != 0;
        int second = readByte();
        if ((second & MASKED) == 0) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "a client's frames must be masked");
        }
        int length = readLength(second & LENGTH);
        if (opCode.isControl() && (length > MAX_CONTROL_PAYLOAD || !last)) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "a control frame has one piece of 125 bytes at most");
        }
        byte[] mask = readBytes(MASK_BYTES);
        byte[] payload = readBytes(length);
        unmask(payload, mask);
        return new Frame(opCode, last, payload);
    }

    /// The `System.nanoTime` when a piece of a frame came last. For all threads.
    long heardAt() {
        return heardAt;
    }

    /// Reads and forgets until the client closes its side, or has sent eight megabytes.
    ///
    /// @throws ConnectionLostException always, at the end
    void discardAll() {
        long discarded = 0;
        while (discarded < MAX_DISCARDED) {
            awaitData();
            int available = in.available();
            in.skip(available);
            discarded += available;
        }
        throw new ConnectionLostException("the client goes on after our close frame");
    }

    private int readLength(int shortLength) {
        long length =
                switch (shortLength) {
                    case LENGTH_16_BITS -> readNumber(Short.BYTES);
                    case LENGTH_64_BITS -> readNumber(Long.BYTES);
                    default -> shortLength;
                };
        if (length < 0 || length > maxPayload) {
            throw new WebSocketException(
                    CloseCode.TOO_BIG, "a message has " + maxPayload + " bytes at most");
        }
        return (int) length;
    }

    private long readNumber(int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << Byte.SIZE | readByte();
        }
        return number;
    }

    private int readByte() {
        awaitData();
        return in.read() & 0xFF;
    }

    private byte[] readBytes(int length) {
        byte[] bytes = new byte[Math.min(length, FIRST_CAPACITY)];
        int filled = 0;
        long start = System.nanoTime();
        while (filled < length) {
            awaitData();
            heardAt = System.nanoTime();
            if (heardAt - start > maxNanos) {
                throw new WebSocketException(CloseCode.POLICY_VIOLATION, "a frame came too slowly");
            }
            byte[] piece = in.readBytes(Math.min(length - filled, in.available()));
            if (filled + piece.length > bytes.length) {
                bytes =
                        Arrays.copyOf(
                                bytes,
                                Math.min(
                                        length, Math.max(filled + piece.length, 2 * bytes.length)));
            }
            System.arraycopy(piece, 0, bytes, filled, piece.length);
            filled += piece.length;
        }
        return bytes;
    }

    private void awaitData() {
        try {
            in.ensureAvailable();
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new ConnectionLostException("the client closed the connection", e);
        } catch (RuntimeException e) { // Helidon wraps what the socket threw
            throw new ConnectionLostException("the connection failed", e);
        }
    }

    private static void unmask(byte[] payload, byte[] mask) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
    }
}
