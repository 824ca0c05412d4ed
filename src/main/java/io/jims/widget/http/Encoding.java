package io.jims.widget.http;

import java.util.stream.Stream;

/// The encodings of assets, best first (RFC 9110, section 8.4).
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

    /// The value of `Content-Encoding`.
    String coding() {
        return coding;
    }

    /// The extension that the build appends to the file's name.
    String suffix() {
        return suffix;
    }

    /// Whether the client accepts it: identity always, others if they are listed without `q=0` (RFC
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
