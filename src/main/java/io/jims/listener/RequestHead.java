package io.jims.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The request line and headers (RFC 9112), normalised for Helidon.
///
/// HTTP/1.0 becomes HTTP/1.1 with a connection that closes afterwards; characters that browsers do
/// not escape in a URL are escaped; the token of `Upgrade` is found in a list and in any case.
///
/// @param method as it was sent
/// @param path escaped, without the query
/// @param text the head that Helidon gets
/// @param last whether the connection closes after the response
/// @param chunked whether the body is chunked
/// @param length bytes of a body that is not chunked
/// @param headers by their names in lower case
@SuppressWarnings("ArrayRecordComponent") // never compared
record RequestHead(
        String method,
        String path,
        byte[] text,
        boolean last,
        boolean chunked,
        long length,
        List<Header> headers) {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String HTTP_1_0 = "HTTP/1.0";

    /// Neither unreserved nor a delimiter (RFC 3986, section 2): browsers send these, Helidon
    /// refuses them.
    private static final String ESCAPED = "|^{}[]\\`\"<>";

    record Header(String name, String value) {
        boolean is(String other) {
            return name.equals(other);
        }
    }

    /// @param head without its final empty line
    /// @throws RequestException if it is no request; answered with 400
    static RequestHead parse(String head) {
        String[] lines = head.split("\r\n", -1);
        RequestLine line = RequestLine.parse(lines[0]).requireSpoken();
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            headers.add(header(lines[i]));
        }
        return of(line, headers);
    }

    /// As much as possible of a malformed or incomplete head, for the access log only.
    static RequestHead remains(String head) {
        String[] lines = head.split("\r\n", -1);
        List<Header> headers =
                Stream.of(lines)
                        .skip(1)
                        .takeWhile(line -> !line.isEmpty())
                        .flatMap(RequestHead::headerIfAny)
                        .toList();
        try {
            RequestLine line = RequestLine.parse(lines[0]);
            return remains(line.method(), line.path(), headers);
        } catch (RequestException e) { // not even that
            return remains("-", "-", headers);
        }
    }

    private static RequestHead remains(String method, String path, List<Header> headers) {
        return new RequestHead(method, path, new byte[0], true, false, 0, headers);
    }

    private static Stream<Header> headerIfAny(String line) {
        try {
            return Stream.of(header(line));
        } catch (RequestException e) { // others may make sense
            return Stream.empty();
        }
    }

    /// The values of a header, one a line.
    List<String> values(String name) {
        return values(headers, name);
    }

    private static RequestHead of(RequestLine line, List<Header> headers) {
        boolean old = line.version().equals(HTTP_1_0);
        boolean chunked = isChunked(headers, old);
        boolean upgrade = !old && tokens(headers, "upgrade").anyMatch("websocket"::equals);
        boolean last = old || tokens(headers, "connection").anyMatch("close"::equals);
        StringBuilder text = new StringBuilder(line.method()).append(' ').append(line.target());
        text.append(' ').append("HTTP/1.1\r\n");
        for (Header header : headers) {
            boolean replaced =
                    (header.is("upgrade") && (upgrade || old))
                            || (header.is("connection") && last && !upgrade)
                            || (header.is("expect") && old);
            if (!replaced) {
                append(text, header.name(), header.value());
            }
        }
        if (old && values(headers, "host").isEmpty()) {
            append(text, "host", "localhost");
        }
        if (upgrade) {
            append(text, "upgrade", "websocket");
        } else if (last) {
            append(text, "connection", "close");
        }
        text.append("\r\n");
        return new RequestHead(
                line.method(),
                line.path(),
                text.toString().getBytes(ISO_8859_1),
                last,
                chunked,
                chunked ? 0 : length(headers),
                List.copyOf(headers));
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static Header header(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || !isToken(line.substring(0, colon))) {
            throw bad("a header line begins with the name of the header and a colon");
        }
        String value = line.substring(colon + 1).strip();
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
            throw bad("a header has a control character in its value");
        }
        return new Header(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
    }

    /// Conflicting or unknown framing of the body would allow request smuggling (RFC 9112, section
    /// 6.3).
    private static boolean isChunked(List<Header> headers, boolean old) {
        List<String> encodings = tokens(headers, "transfer-encoding").toList();
        if (values(headers, "transfer-encoding").isEmpty()) {
            return false;
        }
        if (old || !values(headers, "content-length").isEmpty()) {
            throw bad("Transfer-Encoding is not for HTTP/1.0, nor beside Content-Length");
        }
        if (!encodings.equals(List.of("chunked"))) {
            throw bad("the one Transfer-Encoding that is understood is chunked");
        }
        return true;
    }

    private static long length(List<Header> headers) {
        List<String> lengths = values(headers, "content-length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return 0;
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,18}")) {
            throw bad("Content-Length is one number");
        }
        return Long.parseLong(lengths.getFirst());
    }

    private static List<String> values(List<Header> headers, String name) {
        return headers.stream().filter(header -> header.is(name)).map(Header::value).toList();
    }

    private static Stream<String> tokens(List<Header> headers, String name) {
        return values(headers, name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .filter(token -> !token.isEmpty());
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c ->
                                c < 0x7F
                                        && (Character.isLetterOrDigit(c)
                                                || TOKEN_MARKS.indexOf(c) >= 0));
    }

    static RequestException bad(String message) {
        return refusal(Status.BAD_REQUEST_400, message);
    }

    static RequestException refusal(Status status, String message) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(status)
                .message(message)
                .build();
    }

    /// @param target escaped
    record RequestLine(String method, String target, String version) {
        /// @throws RequestException if it has not three parts, or a method that is no token
        static RequestLine parse(String line) {
            int first = line.indexOf(' ');
            int second = line.lastIndexOf(' ');
            if (first < 1 || second <= first + 1) {
                throw bad("a request begins with a method, an address and HTTP/1.1");
            }
            String method = line.substring(0, first);
            if (!isToken(method)) {
                throw bad("the method of a request is a word such as GET");
            }
            return new RequestLine(
                    method,
                    escape(relative(line.substring(first + 1, second))),
                    line.substring(second + 1));
        }

        /// A later 1.x is handled like 1.1 (RFC 9110, section 6.2).
        ///
        /// @throws RequestException if it is of another version
        RequestLine requireSpoken() {
            if (!version.matches("HTTP/[0-9]\\.[0-9]")) {
                throw bad("a request begins with a method, an address and HTTP/1.1");
            }
            if (!version.startsWith("HTTP/1.")) {
                throw refusal(
                        Status.HTTP_VERSION_NOT_SUPPORTED_505, "HTTP/1.1 and HTTP/1.0 are spoken");
            }
            return this;
        }

        String path() {
            return target.split("[?#]", 2)[0];
        }

        /// A proxy may send an absolute URL (RFC 9112, section 3.2.2).
        private static String relative(String target) {
            if (!target.regionMatches(true, 0, "http://", 0, 7)
                    && !target.regionMatches(true, 0, "https://", 0, 8)) {
                return target;
            }
            int path = target.indexOf('/', target.indexOf("//") + 2);
            return path < 0 ? "/" : target.substring(path);
        }

        private static String escape(String target) {
            StringBuilder escaped = null;
            for (int i = 0; i < target.length(); i++) {
                char c = target.charAt(i);
                if (isToBeEscaped(target, i)) {
                    escaped = escaped == null ? new StringBuilder(target.substring(0, i)) : escaped;
                    escaped.append('%').append(String.format("%02X", (int) c));
                } else if (escaped != null) {
                    escaped.append(c);
                }
            }
            return escaped == null ? target : escaped.toString();
        }

        private static boolean isToBeEscaped(String target, int at) {
            char c = target.charAt(at);
            if (c == '%') {
                return at + 2 >= target.length()
                        || Character.digit(target.charAt(at + 1), 16) < 0
                        || Character.digit(target.charAt(at + 2), 16) < 0;
            }
            return c <= ' ' || c >= 0x7F || ESCAPED.indexOf(c) >= 0;
        }
    }
}
