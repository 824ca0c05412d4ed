package io.jims.app.assistant.tool;

import dev.langchain4j.agent.tool.ToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A tool of an MCP server.
///
/// @param own its name on the server
record McpTool(McpConnection connection, String own, String title, ToolSpecification specification)
        implements Tool {
    private static final int MAX_NAME = 64;
    private static final String HOW_TO_CITE =
            "Behind what you take from a source, write its mark, such as [1].";

    /// @param simple whether the provider knows only the simplest schemas
    static McpTool of(McpConnection connection, McpSchema.Tool tool, boolean simple) {
        String plain = tool.name().replaceAll("[^A-Za-z0-9_-]", "_");
        String name = plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) : plain;
        ToolSpecification specification =
                ToolSpecification.builder()
                        .name(name)
                        .description(Objects.toString(tool.description(), tool.name()))
                        .parameters(ToolSchema.of(tool.inputSchema(), simple))
                        .build();
        return new McpTool(connection, tool.name(), title(tool), specification);
    }

    @Override
    public String call(String arguments, Reply reply) throws InterruptedException {
        McpSchema.CallToolResult result = connection.call(own, ToolJson.read(arguments));
        StringBuilder text = new StringBuilder();
        List<String> sources = new ArrayList<>();
        for (McpSchema.Content part :
                Objects.requireNonNullElse(result.content(), List.<McpSchema.Content>of())) {
            append(text, part, reply, sources);
        }
        if (text.isEmpty() && result.structuredContent() != null) {
            text.append(ToolJson.write(result.structuredContent()));
        }
        if (Boolean.TRUE.equals(result.isError())) {
            throw new ToolException(text.toString(), null);
        }
        if (!sources.isEmpty()) {
            text.append("\n\nSources:\n").append(String.join("\n", sources));
            text.append("\n\n").append(HOW_TO_CITE);
        }
        return text.isEmpty() ? "done" : text.toString();
    }

    private static void append(
            StringBuilder text, McpSchema.Content part, Reply reply, List<String> sources) {
        switch (part) {
            case McpSchema.TextContent said -> line(text, said.text());
            case McpSchema.ResourceLink link -> {
                String named = Objects.requireNonNullElse(link.title(), link.name());
                cite(named, link.uri(), link.description(), reply, sources);
            }
            case McpSchema.EmbeddedResource embedded -> {
                McpSchema.ResourceContents resource = embedded.resource();
                if (resource instanceof McpSchema.TextResourceContents content) {
                    line(text, content.text());
                }
                cite("", resource.uri(), null, reply, sources);
            }
            default -> line(text, "(" + part.type() + ", which cannot be shown here)");
        }
    }

    private static void cite(
            @Nullable String title,
            String uri,
            @Nullable String description,
            Reply reply,
            List<String> sources) {
        String named = Objects.toString(title, "");
        String mark = reply.cite(named, uri);
        String about = description == null ? "" : " - " + description;
        sources.add((mark.isEmpty() ? "-" : mark) + " " + named + " " + uri + about);
    }

    private static void line(StringBuilder text, @Nullable String more) {
        if (more != null) {
            text.append(text.isEmpty() ? "" : "\n").append(more);
        }
    }

    private static String title(McpSchema.Tool tool) {
        String title = tool.title();
        if (title == null && tool.annotations() != null) {
            title = tool.annotations().title();
        }
        return title == null || title.isBlank() ? Tools.words(tool.name()) : title.strip();
    }
}
