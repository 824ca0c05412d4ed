package io.jims.browser;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The first lines of an HTTP/1.1 request, which a proxy may rewrite.
///
/// @param lines the request line and the headers
record RequestHead(List<String> lines) {
    private static final int LIMIT_BYTES = 64 * 1024;

    RequestHead {
        lines = List.copyOf(lines);
    }

    static RequestHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int emptyLine = 0;
        while (emptyLine < 4) {
            int next = in.read();
            if (next < 0 || bytes.size() == LIMIT_BYTES) {
                throw new EOFException("no request");
            }
            bytes.write(next);
            emptyLine = next == "\r\n\r\n".charAt(emptyLine) ? emptyLine + 1 : 0;
        }
        return new RequestHead(bytes.toString(StandardCharsets.ISO_8859_1).lines().toList())
                .withoutTrailer();
    }

    String path() {
        return lines.getFirst().split(" ", -1)[1];
    }

    boolean isUpgrade() {
        return lines.stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("upgrade:"));
    }

    RequestHead withPath(String path) {
        String[] parts = lines.getFirst().split(" ", -1);
        List<String> changed = new ArrayList<>(lines);
        changed.set(0, parts[0] + " " + path + " " + parts[2]);
        return new RequestHead(changed);
    }

    RequestHead without(String header) {
        String name = header.toLowerCase(Locale.ROOT) + ":";
        return new RequestHead(
                lines.stream()
                        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(name))
                        .toList());
    }

    /// Asks for one answer only: what follows on this connection would not be read here.
    RequestHead once() {
        if (isUpgrade()) {
            return this;
        }
        List<String> changed = new ArrayList<>(without("Connection").lines());
        changed.add("Connection: close");
        return new RequestHead(changed);
    }

    byte[] bytes() {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private RequestHead withoutTrailer() {
        return new RequestHead(lines.stream().filter(line -> !line.isEmpty()).toList());
    }
}
