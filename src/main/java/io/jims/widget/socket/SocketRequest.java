package io.jims.widget.socket;

import java.util.Optional;
import java.util.function.Function;

/// What the client asked for in its handshake.
public final class SocketRequest {
    private final Function<String, Optional<String>> query;

    SocketRequest(Function<String, Optional<String>> query) {
        this.query = query;
    }

    /// The decoded value of a query parameter; empty where it is missing or blank.
    public Optional<String> query(String name) {
        return query.apply(name).filter(value -> !value.isBlank());
    }
}
