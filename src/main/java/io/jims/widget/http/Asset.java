package io.jims.widget.http;

import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file of the front end, in each encoding that the build made.
///
/// @param encodings best first; the last is [Encoding#IDENTITY]
/// @param served number of requests
record Asset(String name, List<EncodedAsset> encodings, LongAdder served) {
    static final String DEMO_PAGE = "demo.html";

    /// A copy for the demo page at the root.
    static final String ROOT_PAGE = "index.html";

    /// By the extension of the name.
    static final Map<String, MediaType> TYPES =
            Map.of(
                    "js", MediaTypes.create("text/javascript; charset=utf-8"),
                    "css", MediaTypes.create("text/css; charset=utf-8"),
                    "html", MediaTypes.create("text/html; charset=utf-8"),
                    "svg", MediaTypes.create("image/svg+xml"),
                    "png", MediaTypes.create("image/png"));

    /// A name with a hash of the content, which may be cached for ever.
    private static final Pattern HASHED = Pattern.compile("-[0-9A-Z]{8}(?=\\.js$)");

    static Asset load(String name) {
        List<EncodedAsset> encodings =
                Stream.of(Encoding.values())
                        .flatMap(encoding -> EncodedAsset.find(name, encoding).stream())
                        .toList();
        return new Asset(name, encodings, new LongAdder());
    }

    /// @param acceptEncoding the header's value, empty if it is missing
    EncodedAsset acceptedBy(String acceptEncoding) {
        return encodings.stream()
                .filter(encoded -> encoded.encoding().isAcceptedBy(acceptEncoding))
                .findFirst()
                .orElseThrow();
    }

    MediaType type() {
        return TYPES.getOrDefault(
                name.substring(name.lastIndexOf('.') + 1), MediaTypes.APPLICATION_OCTET_STREAM);
    }

    String cacheControl() {
        if (isPage()) {
            return "no-cache";
        }
        return HASHED.matcher(name).find()
                ? "public, max-age=31536000, immutable"
                : "public, max-age=300";
    }

    boolean isPage() {
        return name.equals(DEMO_PAGE) || name.equals(ROOT_PAGE);
    }

    /// The name in the metrics, which is stable between builds.
    String label() {
        if (isPage()) {
            return DEMO_PAGE;
        }
        return HASHED.matcher(name).replaceFirst("");
    }
}
