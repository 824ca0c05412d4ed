package io.jims.widget.http;

import io.jims.core.Sha256;
import java.net.URL;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/// The content of an asset in one encoding.
///
/// @param path below the static content's root: the encoding, then the asset's name
/// @param url of the content on the class path
/// @param etag a strong one, which changes with the bytes that are sent
record EncodedAsset(Encoding encoding, String path, URL url, String etag) {
    private static final int ETAG_BYTES = 8;

    static Optional<EncodedAsset> find(String name, Encoding encoding) {
        return AssetFile.find(name + encoding.suffix())
                .map(url ->
                        new EncodedAsset(
                                encoding,
                                encoding.coding() + "/" + name,
                                url,
                                entityTag(AssetFile.read(url))));
    }

    /// Whether the client has this content in its cache.
    ///
    /// @param ifNoneMatch the header's value (RFC 9110, section 13.1.2)
    boolean isKnownTo(String ifNoneMatch) {
        return Stream.of(ifNoneMatch.split(","))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    byte[] content() {
        return AssetFile.read(url);
    }

    private static String entityTag(byte[] content) {
        return '"' + HexFormat.of().formatHex(Sha256.of(content), 0, ETAG_BYTES) + '"';
    }
}
