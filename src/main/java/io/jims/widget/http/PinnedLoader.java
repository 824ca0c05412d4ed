package io.jims.widget.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/// The loader under its hashed name, for a tag that pins this version.
///
/// @param name below [StaticAssets#PATH]
/// @param integrity the tag's attribute: `sha384-…` (W3C Subresource Integrity)
public record PinnedLoader(String name, String integrity) {
    private static final Pattern NAME = Pattern.compile("jims-widget-[0-9A-Z]{8}\\.js");

    /// The loader in this jar.
    ///
    /// @throws IllegalStateException if the jar was built without the front end
    public static PinnedLoader read() {
        return StaticAssets.index()
                .lines()
                .filter(name -> NAME.matcher(name).matches())
                .findFirst()
                .map(name -> new PinnedLoader(name, integrity(AssetFile.bytes(name))))
                .orElseThrow(() ->
                        new IllegalStateException("the front end's build made no hashed loader"));
    }

    /// The `integrity` of this content.
    public static String integrity(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-384").digest(content);
            return "sha384-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-384", e);
        }
    }
}
