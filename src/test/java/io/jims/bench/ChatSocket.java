package io.jims.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/// A client that asks and waits for the answer, as cheaply as can be, so that the load takes little
/// of the machine from the server: its frames are made once, and only the message's number is
/// changed in them. Used by one thread at a time.
final class ChatSocket implements AutoCloseable {
    /// The longest wait for an answer.
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private static final String QUESTION = "When will my parcel be here? ";
    private static final int DIGITS = 8;
    private static final String FIRST_NUMBER = "0".repeat(DIGITS);

    private static final int TEXT_IN_ONE_FRAME = 0x81;
    private static final int MASKED = 0x80;
    private static final int HEADER_BYTES = 2;
    private static final int MASK_BYTES = 4;
    private static final int LONGEST_PAYLOAD = 125;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] question;
    private final byte[] answer;
    private final int questionDigits;
    private final int answerDigits;
    private final byte[] received;
    private int asked;
    private int filled;

    private ChatSocket(Socket socket, ServerKind server, int number) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        String text = QUESTION + number + "/" + FIRST_NUMBER;
        this.question = frame(ServerKind.frameOf(text), MASKED);
        this.answer = frame(server.answerTo(text), 0);
        this.questionDigits = indexOfNumber(question);
        this.answerDigits = indexOfNumber(answer);
        this.received = new byte[answer.length + 1]; // one more, to see what should not be there
    }

    /// @param query of the address, with its question mark, or empty
    /// @param number is part of every message, so that no two sockets' answers are the same
    static ChatSocket open(ServerKind server, int port, String query, int number)
            throws IOException {
        return open(server, "127.0.0.1", port, query, number);
    }

    /// @param address of the client, in the loopback network
    static ChatSocket open(ServerKind server, String address, int port, String query, int number)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(address, 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            ChatSocket chat = new ChatSocket(socket, server, number);
            chat.handshake(query);
            return chat;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Sends the next message and waits for its answer.
    ///
    /// @return whether the answer was the right one, to the byte
    /// @throws IOException if the connection failed or no answer came in 20 s
    boolean ask() throws IOException {
        asked++;
        putNumber(question, questionDigits);
        putNumber(answer, answerDigits);
        out.write(question);
        filled = 0;
        while (filled < answer.length) {
            int read = in.read(received, filled, received.length - filled);
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            filled += read;
            if (filled >= HEADER_BYTES && filled >= HEADER_BYTES + received[1]) {
                break; // a whole frame, if not the right one
            }
        }
        return Arrays.equals(answer, 0, answer.length, received, 0, filled);
    }

    /// How long the right answer to the next message takes.
    ///
    /// @throws IOException as [#ask], or if another answer came
    long nanosOfAnswer() throws IOException {
        long start = System.nanoTime();
        if (!ask()) {
            throw new IOException("an answer was wrong: " + lastAnswer());
        }
        return System.nanoTime() - start;
    }

    /// The answer to [#ask], as far as it was read.
    String lastAnswer() {
        return new String(received, 0, filled, UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void handshake(String query) throws IOException {
        out.write(
                ("GET /ws/chat"
                                + query
                                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(US_ASCII));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the handshake was not answered");
            }
            head.write(next);
        }
        if (!head.toString(ISO_8859_1).startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no upgrade: " + head.toString(ISO_8859_1));
        }
    }

    private void putNumber(byte[] frame, int lastDigit) {
        int rest = asked;
        for (int i = 0; i < DIGITS; i++) {
            frame[lastDigit - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /// The mask is four zeros, which leaves the payload as it is and the server's work the same.
    private static byte[] frame(String payload, int masked) {
        byte[] text = payload.getBytes(US_ASCII);
        if (text.length > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException("too long for a short frame: " + payload);
        }
        int header = HEADER_BYTES + (masked == 0 ? 0 : MASK_BYTES);
        byte[] frame = new byte[header + text.length];
        frame[0] = (byte) TEXT_IN_ONE_FRAME;
        frame[1] = (byte) (masked | text.length);
        System.arraycopy(text, 0, frame, header, text.length);
        return frame;
    }

    /// Where the last digit of the message's number is.
    private static int indexOfNumber(byte[] frame) {
        int start = new String(frame, ISO_8859_1).lastIndexOf(FIRST_NUMBER);
        return start + DIGITS - 1;
    }
}
