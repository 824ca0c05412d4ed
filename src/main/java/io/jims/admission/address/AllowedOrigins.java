package io.jims.admission.address;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// The origins whose pages may read our responses and open sockets (`--cors-origins`). Browsers
/// send the page's origin, but leave it to the server to refuse WebSockets of other pages.
///
/// @param patterns allowed origins; an empty list allows all
/// @param allowNoOrigin whether clients without an `Origin`, which are programs, are allowed even
///   if the list is not empty
public record AllowedOrigins(List<OriginPattern> patterns, boolean allowNoOrigin) {
    /// Allows every page and every program.
    public static final AllowedOrigins ALL = new AllowedOrigins(List.of(), false);

    private static final Logger LOGGER = System.getLogger(AllowedOrigins.class.getName());

    public AllowedOrigins {
        patterns = List.copyOf(patterns);
    }

    /// Whether every origin is allowed.
    public boolean areAll() {
        return patterns.isEmpty();
    }

    /// Whether pages of this origin are allowed.
    public boolean contain(String origin) {
        return areAll()
                || Origin.parse(origin)
                        .filter(parsed -> patterns.stream().anyMatch(p -> p.matches(parsed)))
                        .isPresent();
    }

    /// Returns if the client may open a socket.
    ///
    /// @param origins values of the request's `Origin` header
    /// @throws ChatException `FORBIDDEN` if it may not
    public void check(List<String> origins) {
        boolean allowed =
                areAll()
                        || (origins.isEmpty() && allowNoOrigin)
                        || (origins.size() == 1 && contain(origins.getFirst()));
        if (!allowed) {
            LOGGER.log(Level.DEBUG, "refused a socket for a page of {0}", origins);
            throw new ChatException(
                    ErrorCode.FORBIDDEN,
                    origins.isEmpty()
                            ? "clients that name no Origin are not let in (--allow-no-origin)"
                            : "pages of this origin are not let in (--cors-origins)");
        }
    }
}
