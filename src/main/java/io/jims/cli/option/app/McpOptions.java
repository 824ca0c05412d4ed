package io.jims.cli.option.app;

import io.jims.app.assistant.tool.McpServer;
import io.jims.app.assistant.tool.McpSettings;
import io.jims.cli.value.Bounds;
import io.jims.cli.value.Environment;
import io.jims.cli.value.Given;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags for MCP servers, and the secrets that they require.
final class McpOptions {
    private static final String SERVERS = "--mcp";
    private static final String TOKEN = "--mcp-token";
    private static final String HEADERS_FILE = "--mcp-headers-file";

    /// The server, the header's name and its value.
    private static final Pattern HEADER = Pattern.compile("(\\S+)\\s+([^\\s:]+):\\s*(\\S.*)");

    @Option(
            names = SERVERS,
            paramLabel = "<servers>",
            description =
                    "MCP servers, separated by commas, whose tools the model may call: the "
                            + "http(s) URL of one that listens (streamable HTTP), or the command of one "
                            + "that is started (stdio).")
    @Nullable String servers;

    @Option(
            names = TOKEN,
            paramLabel = "<token>",
            description =
                    "Bearer token for the MCP server that listens, of which there is one; better "
                            + "given as JIMS_MCP_TOKEN, which other users of the machine cannot see.")
    @Nullable String token;

    @Option(
            names = HEADERS_FILE,
            paramLabel = "<file>",
            description =
                    "A file of headers for MCP servers that listen, one a line: the server's URL as "
                            + "in --mcp, then Name: value, in which $NAME is a variable.")
    @Nullable String headersFile;

    @Option(
            names = "--mcp-timeout",
            paramLabel = "<duration>",
            defaultValue = "30s",
            description =
                    "How long an MCP server may take to connect, to list its tools or to call "
                            + "one; {bounds}.")
    @Bounds(from = "1ms", to = "24h")
    Duration timeout;

    /// @throws SettingException for the first value that is not allowed; it shows no secret
    McpSettings settings(Given given) {
        List<McpServer> named = servers(given.value(SERVERS, servers));
        SettingValue bearer = given.value(TOKEN, token);
        if (!bearer.text().isBlank()) {
            addToken(named, bearer);
        }
        SettingValue file = given.value(HEADERS_FILE, headersFile);
        if (!file.text().isBlank()) {
            lines(file, given).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> addHeader(named, line, file, given.environment()));
        }
        return new McpSettings(named, timeout);
    }

    private static List<McpServer> servers(SettingValue value) {
        try {
            return new ArrayList<>(McpServer.parse(value.text()));
        } catch (IllegalArgumentException e) {
            throw new SettingException(value.label() + ": " + e.getMessage(), e);
        }
    }

    /// Sent to this server only: others must not learn it.
    private static void addToken(List<McpServer> servers, SettingValue token) {
        if (servers.stream().filter(McpServer.Remote.class::isInstance).count() != 1) {
            throw new SettingException(
                    token.label()
                            + " needs exactly one http(s) URL in --mcp; where there are several,"
                            + " give each its own with --mcp-headers-file");
        }
        servers.replaceAll(server ->
                server instanceof McpServer.Remote remote
                        ? with(remote, "Authorization", "Bearer " + token.text(), token)
                        : server);
    }

    private static void addHeader(
            List<McpServer> servers, String line, SettingValue file, Environment environment) {
        Matcher header = HEADER.matcher(line);
        if (!header.matches()) {
            throw new SettingException(file.explain("a line is a server's URL, then Name: value"));
        }
        boolean found = false;
        for (ListIterator<McpServer> i = servers.listIterator(); i.hasNext(); ) {
            if (i.next() instanceof McpServer.Remote remote
                    && remote.url().toString().equals(header.group(1))) {
                found = true;
                String value = value(header.group(3), file, environment);
                i.set(with(remote, header.group(2), value, file));
            }
        }
        if (!found) {
            throw new SettingException(
                    file.explain("each line begins with a URL that stands in --mcp"));
        }
    }

    private static String value(String text, SettingValue file, Environment environment) {
        try {
            return environment.fillIn(text);
        } catch (IllegalArgumentException e) {
            throw new SettingException(file.explain(String.valueOf(e.getMessage())), e);
        }
    }

    private static McpServer with(
            McpServer.Remote server, String name, String value, SettingValue origin) {
        try {
            return server.with(name, value.strip());
        } catch (IllegalArgumentException e) {
            throw new SettingException(origin.explain(String.valueOf(e.getMessage())), e);
        }
    }

    private static List<String> lines(SettingValue file, Given given) {
        try {
            return Files.readAllLines(given.file(file));
        } catch (IOException e) {
            throw new SettingException(file.explain("cannot be read: " + e), e);
        }
    }
}
