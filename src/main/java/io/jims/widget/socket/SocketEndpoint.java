package io.jims.widget.socket;

/// Makes the handler of each new connection.
@FunctionalInterface
public interface SocketEndpoint {
    SocketHandler open(SocketRequest request, TextSocket socket);
}
