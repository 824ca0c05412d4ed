package io.jims.app.assistant.tool;

import java.time.Duration;
import java.util.List;

/// Settings of the MCP servers whose tools the model may call.
///
/// @param servers not started yet
/// @param timeout of one step of a server: to connect, to list its tools, to call one; positive
public record McpSettings(List<McpServer> servers, Duration timeout) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    public static final McpSettings NONE = new McpSettings(List.of(), DEFAULT_TIMEOUT);

    public McpSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("the timeout of MCP servers must be positive");
        }
        servers = List.copyOf(servers);
    }
}
