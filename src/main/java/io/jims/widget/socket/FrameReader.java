package io.jims.widget.socket;

import io.helidon.common.buffers.DataReader;
import java.time.Duration;
import java.util.Arrays;

/// Reads a client's frames (RFC 6455, section 5.2). Used by the connection's own thread, except for
/// [#heardAt].
///
/// Uses no more memory than has arrived: a header that announces a large frame allocates nothing,
/// and a frame that arrives byte by byte is collected in one array.
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

    /// How far a refused upload is drained: the client reads our close frame only when it has sent
    /// its message.
    private static final int MAX_DISCARDED = 8 << 20;

    private static final int FIRST_CAPACITY = 8 * 1024;

    private final DataReader in;
    private final int maxPayload;
    private final long maxNanos;

    private final Begun begun = new Begun();
    private final Utf8Check utf8 = new Utf8Check();

    private volatile long heardAt = System.nanoTime();

    /// A client's frame, unmasked. The payload is the reader's own array, and is not copied again.
    ///
    /// @param last whether it is the last fragment of its message
    @SuppressWarnings("ArrayRecordComponent") // never compared, and on the path of every message
    record Frame(OpCode opCode, boolean last, byte[] payload) {}

    /// @param maxDuration from a frame's header to the end of its payload
    FrameReader(DataReader in, int maxPayload, Duration maxDuration) {
        this.in = in;
        this.maxPayload = maxPayload;
        this.maxNanos = maxDuration.toNanos();
    }

    /// Blocks until a whole frame has arrived.
    ///
    /// @throws WebSocketException if the client broke the protocol
    /// @throws ConnectionLostException if the client is gone
    Frame read() {
        begun.beginFrame(readByte());
        heardAt = System.nanoTime();
        if ((begun.first & RESERVED) != 0) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "reserved bits are set, but no extension is in use");
        }
        OpCode opCode = OpCode.of(begun.first & OPCODE);
        boolean last = (begun.first & FIN) != 0;
        begun.second = readByte();
        if ((begun.second & MASKED) == 0) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "a client's frames must be masked");
        }
        begun.left = readLength(begun.second & LENGTH);
        if (begun.left < 0 || begun.left > maxPayload) {
            throw new WebSocketException(
                    CloseCode.TOO_BIG, "a message has " + maxPayload + " bytes at most");
        }
        if (opCode.isControl() && (begun.left > MAX_CONTROL_PAYLOAD || !last)) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "a control frame has one piece of 125 bytes at most");
        }
        return new Frame(opCode, last, readPayload(opCode, last));
    }

    private byte[] readPayload(OpCode opCode, boolean last) {
        byte[] mask = new byte[MASK_BYTES];
        for (int i = 0; i < MASK_BYTES; i++) {
            mask[i] = (byte) readByte();
        }
        begun.masked = true;
        if (opCode == OpCode.TEXT) {
            utf8.begin();
        }
        boolean text = opCode == OpCode.TEXT || opCode == OpCode.CONTINUATION;
        byte[] payload = readBytes((int) begun.left, mask, text);
        if (text && last) {
            utf8.end();
        }
        return payload;
    }

    /// The `System.nanoTime` when input last arrived. Safe for all threads.
    long heardAt() {
        return heardAt;
    }

    /// Reads and discards input until the client answers our close frame, closes its side, or has
    /// sent eight megabytes. Continues within a frame that was refused.
    ///
    /// @throws ConnectionLostException if the answer does not come
    void awaitClose() {
        long discarded = 0;
        while (true) {
            finishHeader();
            boolean isClose = (begun.first & OPCODE) == OpCode.CLOSE.number();
            while (begun.left > 0) {
                awaitData();
                int available = (int) Math.min(in.available(), begun.left);
                in.skip(available);
                begun.left -= available;
                discarded += available;
                if (discarded > MAX_DISCARDED) {
                    throw new ConnectionLostException("the client goes on after our close frame");
                }
            }
            if (isClose) {
                return;
            }
            begun.beginFrame(readByte());
            discarded++;
        }
    }

    private void finishHeader() {
        if (begun.second < 0) {
            begun.second = readByte();
        }
        if (!begun.sized) {
            begun.left = readLength(begun.second & LENGTH);
        }
        if (begun.left < 0) {
            throw new ConnectionLostException("a frame of a length that cannot be");
        }
        if (!begun.masked && (begun.second & MASKED) != 0) {
            begun.left += MASK_BYTES;
            begun.masked = true;
        }
    }

    private long readLength(int shortLength) {
        long length =
                switch (shortLength) {
                    case LENGTH_16_BITS -> readNumber(Short.BYTES);
                    case LENGTH_64_BITS -> readNumber(Long.BYTES);
                    default -> shortLength;
                };
        begun.sized = true;
        return length;
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

    private byte[] readBytes(int length, byte[] mask, boolean text) {
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
            unmask(bytes, filled, piece.length, mask);
            begun.left -= piece.length;
            if (text) {
                utf8.accept(bytes, filled, filled + piece.length);
            }
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

    private static void unmask(byte[] payload, int from, int length, byte[] mask) {
        for (int i = from; i < from + length; i++) {
            payload[i] ^= mask[i & 3];
        }
    }

    /// Progress within the current frame.
    private static final class Begun {
        private int first;
        private int second;
        private boolean sized;
        private boolean masked;

        /// Unread bytes of the payload, once its length is known.
        private long left;

        void beginFrame(int firstByte) {
            first = firstByte;
            second = -1;
            sized = false;
            masked = false;
            left = 0;
        }
    }
}
