package io.jims.lifecycle;

import io.jims.core.secret.Secret;
import java.net.URI;
import java.util.regex.Pattern;

/// A document in Grist that holds the table `ConversationLifecycle`.
///
/// @param server such as `https://grist.example.com`, with its path prefix if it has one
/// @param id as Grist shows it in the document's settings or address
public record GristDocument(URI server, String id, Secret key) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_~.-]{1,100}");

    public GristDocument {
        requireAddress(server);
        requireId(id);
    }

    /// Checks an address.
    ///
    /// @throws IllegalArgumentException if no Grist can be there; the message says what is allowed
    public static void requireAddress(URI server) {
        boolean isHttp = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
        boolean isPlain =
                server.getRawUserInfo() == null
                        && server.getRawQuery() == null
                        && server.getRawFragment() == null;
        if (!isHttp || server.getHost() == null || !isPlain) {
            throw new IllegalArgumentException(
                    "give an http or https URL without user, query and fragment: https://grist.example.com");
        }
    }

    /// Checks the id of a document.
    ///
    /// @throws IllegalArgumentException if no document has such an id
    public static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a document's id has 1 to 100 letters, digits or one of _ ~ . -");
        }
    }

    URI records(int limit) {
        String prefix = server.toString().replaceAll("/+$", "");
        return URI.create(
                prefix
                        + "/api/docs/"
                        + id
                        + "/tables/ConversationLifecycle/records?limit="
                        + limit);
    }
}
