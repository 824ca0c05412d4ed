package io.jims.widget.socket;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the client asked for in its handshake.
public final class SocketRequest {
    private final Function<String, Optional<String>> query;
    private final @Nullable String subprotocol;

    /// @param subprotocol the one that was agreed on; null for none
    SocketRequest(Function<String, Optional<String>> query, @Nullable String subprotocol) {
        this.query = query;
        this.subprotocol = subprotocol;
    }

    /// The sub-protocol that was agreed on.
    public Optional<String> subprotocol() {
        return Optional.ofNullable(subprotocol);
    }

    /// The decoded value of a query parameter; empty where it is missing or blank.
    public Optional<String> query(String name) {
        return query.apply(name).filter(value -> !value.isBlank());
    }
}
