package io.jims.app.assistant.tool;

import static java.lang.System.Logger.Level.DEBUG;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jims.core.secret.Secret;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The transport to an MCP server.
final class McpTransport {
    private static final System.Logger LOG = System.getLogger(McpTransport.class.getName());
    private static final McpJsonMapper JSON = new JacksonMcpJsonMapper(new ObjectMapper());

    private McpTransport() {}

    /// Connects to nothing yet.
    ///
    /// @param timeout how long a connection may take
    static McpClientTransport to(McpServer server, Duration timeout) {
        return switch (server) {
            case McpServer.Remote(URI url, Map<String, Secret> headers) -> {
                HttpRequest.Builder request = HttpRequest.newBuilder();
                headers.forEach((name, value) -> request.header(name, value.text()));
                String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
                String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
                yield HttpClientStreamableHttpTransport.builder(
                                url.getScheme() + "://" + url.getRawAuthority())
                        .endpoint(path + query)
                        .requestBuilder(request)
                        .connectTimeout(timeout)
                        .jsonMapper(JSON)
                        .customizeClient(McpTransport::customize)
                        .build();
            }
            case McpServer.Local(List<String> command) -> {
                ServerParameters start =
                        ServerParameters.builder(command.getFirst())
                                .args(command.subList(1, command.size()))
                                .build();
                StdioClientTransport transport = new StdioClientTransport(start, JSON);
                transport.setStdErrorHandler(line -> LOG.log(DEBUG, "{0}: {1}", server, line));
                yield transport;
            }
        };
    }

    /// Servers without TLS may stumble over an upgrade to HTTP/2.
    private static void customize(HttpClient.Builder client) {
        client.version(HttpClient.Version.HTTP_1_1);
        Authenticator login = Authenticator.getDefault();
        if (login != null) {
            client.authenticator(login);
        }
    }
}
