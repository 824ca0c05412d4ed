package io.jims.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A WebSocket client that writes whatever bytes a test wants. Reads fail after [#READ_TIMEOUT].
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("(?i)\\r\\ncontent-length: *(\\d+)");
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /// A TCP connection, nothing sent.
    ///
    /// @param receiveBuffer bytes that the kernel takes for a client that does not read; 0 for the
    ///   default
    public static RawSocket tcp(int port, int receiveBuffer) throws IOException {
        return tcp(port, receiveBuffer, "127.0.0.1");
    }

    /// A TCP connection from an address of the loopback network, such as 127.0.0.2.
    public static RawSocket tcpFrom(String address, int port) throws IOException {
        return tcp(port, 0, address);
    }

    /// An open WebSocket from an address of the loopback network, such as 127.0.0.2.
    public static RawSocket openFrom(String address, int port, String query) throws IOException {
        RawSocket socket = tcp(port, 0, address);
        socket.handshake(query);
        return socket;
    }

    /// The same that speaks `jims.v1`.
    public static RawSocket openJimsFrom(String address, int port) throws IOException {
        RawSocket socket = tcp(port, 0, address);
        socket.handshakeJims("");
        return socket;
    }

    /// A TLS connection that has shaken hands.
    public static RawSocket tls(int port, SSLContext trusting) throws IOException {
        return tls(port, trusting, new byte[0]);
    }

    /// A TLS connection that has shaken hands, behind what a balancer says before.
    public static RawSocket tls(int port, SSLContext trusting, byte[] before) throws IOException {
        RawSocket plain = tcp(port, 0);
        plain.write(before);
        return plain.secured(trusting);
    }

    /// A TLS connection from an address of the loopback network, such as 127.0.0.2.
    public static RawSocket tlsFrom(String address, int port, SSLContext trusting)
            throws IOException {
        return tcp(port, 0, address).secured(trusting);
    }

    private RawSocket secured(SSLContext trusting) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        trusting.getSocketFactory()
                                .createSocket(socket, "127.0.0.1", socket.getPort(), true);
        secured.startHandshake();
        return new RawSocket(secured);
    }

    private static RawSocket tcp(int port, int receiveBuffer, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawSocket(socket);
    }

    /// An open WebSocket on the chat endpoint.
    ///
    /// @param query with its question mark, or empty
    public static RawSocket open(int port, String query) throws IOException {
        RawSocket socket = tcp(port, 0);
        socket.handshake(query);
        return socket;
    }

    /// An open WebSocket that speaks `jims.v1`; nothing said yet.
    public static RawSocket openJims(int port) throws IOException {
        return openJims(port, "");
    }

    /// An open WebSocket that speaks `jims.v1`, with a query.
    ///
    /// @param query with its question mark, or empty
    public static RawSocket openJims(int port, String query) throws IOException {
        RawSocket socket = tcp(port, 0);
        socket.handshakeJims(query);
        return socket;
    }

    public void handshakeJims(String query) throws IOException {
        upgrade(
                handshakeRequest("/ws/chat" + query)
                        .replace("Upgrade: ", "Sec-WebSocket-Protocol: jims.v1\r\nUpgrade: "));
    }

    public void handshake(String query) throws IOException {
        upgrade(handshakeRequest("/ws/chat" + query));
    }

    private void upgrade(String handshake) throws IOException {
        String head = request(handshake);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no upgrade: " + head);
        }
    }

    /// Sends an HTTP request and reads the answer up to the end of its head.
    public String request(String text) throws IOException {
        write(text.getBytes(ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(ISO_8859_1);
    }

    /// Sends an HTTP request and reads the whole answer.
    public HttpAnswer exchange(String text) throws IOException {
        String head = request(text);
        Matcher length = CONTENT_LENGTH.matcher(head);
        byte[] body =
                length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return new HttpAnswer(head, new String(body, UTF_8));
    }

    /// A handshake that no test has anything against.
    ///
    /// @param target path and query
    public static String handshakeRequest(String target) {
        return "GET "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void text(String text) throws IOException {
        frame(true, TEXT, text.getBytes(UTF_8));
    }

    /// Sends a masked frame.
    public void frame(boolean last, int opCode, byte[] payload) throws IOException {
        write(maskedFrame(last, opCode, payload));
    }

    public static byte[] maskedFrame(boolean last, int opCode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header((last ? 0x80 : 0) | opCode, 0x80, payload.length));
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % MASK.length]);
        }
        return frame.toByteArray();
    }

    /// A close frame as clients send it.
    public void sendClose(int code) throws IOException {
        frame(true, CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
    }

    /// The header of a frame, up to the mask.
    public static byte[] header(int firstByte, int maskBit, long length) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(firstByte);
        int lengthBytes = length < 126 ? 0 : length <= 0xFFFF ? 2 : 8;
        header.write(maskBit | (int) (lengthBytes == 0 ? length : lengthBytes == 2 ? 126 : 127));
        for (int i = lengthBytes - 1; i >= 0; i--) {
            header.write((int) (length >>> (8 * i)));
        }
        return header.toByteArray();
    }

    /// The next frame of the server.
    public Received read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if ((length & 0x80) != 0) {
            throw new IOException("a server's frames are not masked");
        }
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Received((first & 0x80) != 0, first & 0x0F, payload);
    }

    /// The next frame, which must be a text message.
    public String readText() throws IOException {
        Received frame = read();
        if (frame.opCode() != TEXT || !frame.last()) {
            throw new IOException("not a whole text message: " + frame);
        }
        return new String(frame.payload(), UTF_8);
    }

    /// The next frame, which must be a close frame: its code.
    public int readClose() throws IOException {
        Received frame = read();
        if (frame.opCode() != CLOSE || frame.payload().length < 2) {
            throw new IOException("not a close frame with a code: " + frame);
        }
        return (frame.payload()[0] & 0xFF) << 8 | (frame.payload()[1] & 0xFF);
    }

    /// Whether the server has closed the connection; blocks until it does or sends something.
    public boolean isAtEnd() throws IOException {
        try {
            in.readUnsignedByte();
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    /// Whether the server has sent something that was not read so far.
    public boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /// Bounds what the kernel takes for a server that does not read, in bytes.
    public void sendBuffer(int bytes) throws IOException {
        socket.setSendBufferSize(bytes);
    }

    /// Ends our sending side (FIN).
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /// Ends the connection with a reset (RST).
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// An answer of plain HTTP.
    ///
    /// @param head status line and headers
    public record HttpAnswer(String head, String body) {
        public int status() {
            return Integer.parseInt(head.substring("HTTP/1.1 ".length()).substring(0, 3));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Received(boolean last, int opCode, byte[] payload) {
        @Override
        public String toString() {
            return "opcode " + opCode + (last ? ", last" : "") + ": " + new String(payload, UTF_8);
        }
    }
}
