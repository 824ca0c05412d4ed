package io.jims.widget.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reassembles a client's fragments (RFC 6455, section 5.4), and decodes text strictly (section
/// 8.1). Used by the connection's own thread only.
final class MessageReader {
    private static final int CLOSE_CODE_BYTES = 2;

    private final FrameReader frames;
    private final int maxBytes;
    private final Duration maxDuration;

    private @Nullable ByteArrayOutputStream fragments;
    private long firstFragmentAt;

    /// @param maxBytes of all fragments together
    /// @param maxDuration from the first fragment to the last
    MessageReader(FrameReader frames, int maxBytes, Duration maxDuration) {
        this.frames = frames;
        this.maxBytes = maxBytes;
        this.maxDuration = maxDuration;
    }

    /// Blocks until a whole message has arrived; control frames may come between its fragments.
    Message read() {
        while (true) {
            FrameReader.Frame frame = frames.read();
            requireProgress();
            switch (frame.opCode()) {
                case PING -> {
                    return new Message.Ping(frame.payload());
                }
                case PONG -> {
                    return new Message.Pong();
                }
                case CLOSE -> {
                    return close(frame.payload());
                }
                case BINARY ->
                        throw new WebSocketException(
                                CloseCode.UNSUPPORTED_DATA, "only text is understood");
                case TEXT, CONTINUATION -> {
                    byte[] message = addFragment(frame);
                    if (message != null) {
                        return new Message.Text(decode(message));
                    }
                }
            }
        }
    }

    /// Also checked for control frames: pings alone must not keep an unfinished message alive.
    private void requireProgress() {
        if (fragments != null && System.nanoTime() - firstFragmentAt > maxDuration.toNanos()) {
            throw new WebSocketException(
                    CloseCode.POLICY_VIOLATION, "the fragments of a message came too slowly");
        }
    }

    /// The whole message, or null if fragments are missing.
    private byte @Nullable [] addFragment(FrameReader.Frame frame) {
        ByteArrayOutputStream begun = fragments;
        if (begun == null) {
            return beginMessage(frame);
        }
        if (frame.opCode() != OpCode.CONTINUATION) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "a new message began inside a fragmented one");
        }
        if (begun.size() + frame.payload().length > maxBytes) {
            throw new WebSocketException(
                    CloseCode.TOO_BIG, "a message has " + maxBytes + " bytes at most");
        }
        begun.writeBytes(frame.payload());
        if (!frame.last()) {
            return null;
        }
        fragments = null;
        return begun.toByteArray();
    }

    private byte @Nullable [] beginMessage(FrameReader.Frame frame) {
        if (frame.opCode() != OpCode.TEXT) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "a continuation came without a beginning");
        }
        if (frame.last()) {
            return frame.payload();
        }
        ByteArrayOutputStream begun = new ByteArrayOutputStream(frame.payload().length);
        begun.writeBytes(frame.payload());
        fragments = begun;
        firstFragmentAt = System.nanoTime();
        return null;
    }

    private static Message.Close close(byte[] payload) {
        if (payload.length == 0) {
            return new Message.Close(CloseCode.NORMAL.number());
        }
        if (payload.length < CLOSE_CODE_BYTES) {
            throw new WebSocketException(CloseCode.PROTOCOL_ERROR, "a close code has two bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        int code = Short.toUnsignedInt(buffer.getShort());
        if (!CloseCode.isValidFromPeer(code)) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR, "close code " + code + " may not be sent");
        }
        decode(buffer);
        return new Message.Close(code);
    }

    private static String decode(byte[] utf8) {
        return decode(ByteBuffer.wrap(utf8));
    }

    private static String decode(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(utf8)
                    .toString();
        } catch (CharacterCodingException e) {
            WebSocketException invalid =
                    new WebSocketException(CloseCode.INVALID_TEXT, "text must be UTF-8");
            invalid.initCause(e);
            throw invalid;
        }
    }
}
