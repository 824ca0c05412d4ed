package io.jims.widget.http;

import java.util.stream.Stream;

/// How the build compressed a file, best first (RFC 9110, section 8.4).
enum Encoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    IDENTITY("identity", "");

    private final String coding;
    private final String suffix;

    Encoding(String coding, String suffix) {
        this.coding = coding;
        this.suffix = suffix;
    }

    /// As `Content-Encoding` writes it.
    String coding() {
        return coding;
    }

    /// What the build appends to the file's name.
    String suffix() {
        return suffix;
    }

    /// The plain content is always accepted; an encoding where it is named and not with `q=0` (RFC
    /// 9110, section 12.5.3).
    boolean isAcceptedBy(String acceptEncoding) {
        return this == IDENTITY
                || Stream.of(acceptEncoding.split(","))
                        .map(token -> token.replace(" ", "").split(";", 2))
                        .anyMatch(token ->
                                token[0].equalsIgnoreCase(coding)
                                        && (token.length == 1 || !token[1].matches("q=0(\\.0*)?")));
    }
}
