package io.jims.listener;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The PROXY protocol (HAProxy's proxy-protocol.txt, versions 1 and 2): a TCP load balancer sends
/// the address of its client first.
final class ProxyHeader {
    private static final byte[] SIGNATURE = {
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
    };
    private static final int MAX_LINE = 107;
    private static final int MAX_BLOCK = 4 * 1024;
    private static final int VERSION_2 = 0x2;
    private static final int TCP_IPV4 = 0x11;
    private static final int TCP_IPV6 = 0x21;

    private ProxyHeader() {}

    /// Reads the header and not a byte more.
    ///
    /// @return the client; null if the balancer speaks for itself, as in its health checks
    /// @throws IOException if there is none, or one that makes no sense
    static @Nullable InetSocketAddress read(InputStream in) throws IOException {
        int first = in.read();
        return switch (first) {
            case 'P' -> readLine(in);
            case '\r' -> readBlock(in);
            default -> throw new IOException("the connection begins without a PROXY header");
        };
    }

    private static @Nullable InetSocketAddress readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder("P");
        while (!line.toString().endsWith("\r\n")) {
            int c = in.read();
            if (c < 0 || line.length() >= MAX_LINE) {
                throw new IOException("a PROXY header without an end");
            }
            line.append((char) c);
        }
        String[] words = line.toString().strip().split(" ", -1);
        if (words.length >= 2 && words[0].equals("PROXY") && words[1].equals("UNKNOWN")) {
            return null;
        }
        boolean complete = words.length == 6 && words[0].equals("PROXY");
        if (!complete || !words[1].matches("TCP[46]") || !words[4].matches("[0-9]{1,5}")) {
            throw new IOException("a PROXY header that makes no sense");
        }
        try {
            return new InetSocketAddress(
                    InetAddress.ofLiteral(words[2]), Integer.parseInt(words[4]));
        } catch (IllegalArgumentException e) {
            throw new IOException("a PROXY header with an address that cannot be", e);
        }
    }

    private static @Nullable InetSocketAddress readBlock(InputStream in) throws IOException {
        byte[] head = in.readNBytes(15);
        if (head.length < 15) {
            throw new EOFException("a PROXY header without an end");
        }
        boolean signed = Arrays.equals(head, 0, 11, SIGNATURE, 1, 12);
        int command = head[11] & 0xFF;
        int length = ByteBuffer.wrap(head, 13, 2).getShort() & 0xFFFF;
        if (!signed || command >> 4 != VERSION_2 || length > MAX_BLOCK) {
            throw new IOException("a PROXY header that makes no sense");
        }
        byte[] rest = in.readNBytes(length);
        if (rest.length < length) {
            throw new EOFException("a PROXY header without an end");
        }
        boolean local = (command & 0x0F) == 0;
        return local ? null : client(head[12] & 0xFF, rest);
    }

    private static @Nullable InetSocketAddress client(int family, byte[] rest) throws IOException {
        int bytes = family == TCP_IPV4 ? 4 : family == TCP_IPV6 ? 16 : 0;
        if (bytes == 0) {
            return null;
        }
        if (rest.length < 2 * bytes + 4) {
            throw new IOException("a PROXY header that is too short for its addresses");
        }
        byte[] source = Arrays.copyOf(rest, bytes);
        int port = ByteBuffer.wrap(rest).getShort(2 * bytes) & 0xFFFF;
        return new InetSocketAddress(InetAddress.getByAddress(source), port);
    }
}
