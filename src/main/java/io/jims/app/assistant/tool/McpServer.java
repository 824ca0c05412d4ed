package io.jims.app.assistant.tool;

import io.jims.core.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An MCP server in `--mcp`.
public sealed interface McpServer {
    /// One that listens, by streamable HTTP.
    ///
    /// @param url `http` or `https`, with a host
    /// @param headers of every request, by name
    record Remote(URI url, Map<String, Secret> headers) implements McpServer {
        /// The protocol's, which the client sets.
        private static final List<String> RESERVED =
                List.of(
                        "Accept",
                        "Content-Type",
                        "Last-Event-ID",
                        "Mcp-Protocol-Version",
                        "Mcp-Session-Id");

        private static final Pattern LOOPBACK =
                Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]", Pattern.CASE_INSENSITIVE);
        private static final Predicate<String> IS_VALUE =
                Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]*[\\x21-\\x7E])?").asMatchPredicate();

        public Remote(URI url) {
            this(url, Map.of());
        }

        public Remote {
            headers = Map.copyOf(headers);
            if (url.getHost() == null || url.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "an MCP server's address is http://host[:port]/path or https://…, without"
                                + " user and password");
            }
        }

        /// The same with one header more.
        ///
        /// @throws IllegalArgumentException if it cannot be sent; it does not show the value
        public Remote with(String name, String value) {
            Map<String, Secret> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            more.putAll(headers);
            if (!IS_VALUE.test(value) || !isSendable(name)) {
                throw new IllegalArgumentException(
                        "a header has a name that is not HTTP's own, and a value of printable"
                                + " ASCII characters");
            }
            more.put(name, new Secret(value));
            return new Remote(url, more);
        }

        /// Whether a secret in a header would pass others unencrypted.
        boolean isOpenToEavesdroppers() {
            return !headers.isEmpty()
                    && "http".equalsIgnoreCase(url.getScheme())
                    && !LOOPBACK.matcher(url.getHost()).matches();
        }

        private static boolean isSendable(String name) {
            try {
                HttpRequest.newBuilder().header(name, "value");
                return RESERVED.stream().noneMatch(name::equalsIgnoreCase);
            } catch (IllegalArgumentException e) { // the JDK's own headers, or no name at all
                return false;
            }
        }

        @Override
        public String toString() {
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
        }
    }

    /// One that is a process of this one, by its standard input and output.
    ///
    /// @param command at least the program
    record Local(List<String> command) implements McpServer {
        public Local {
            if (command.isEmpty()) {
                throw new IllegalArgumentException("an MCP server's command is empty");
            }
            command = List.copyOf(command);
        }

        /// Without its arguments, which may hold a secret.
        @Override
        public String toString() {
            return command.getFirst();
        }
    }

    /// Splits addresses and commands at commas; quotes, `"` or `'`, protect commas and spaces.
    ///
    /// @throws IllegalArgumentException saying what is allowed, without the text
    static List<McpServer> parse(String text) {
        Matcher word = Words.WORD.matcher(text);
        List<McpServer> servers = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean open = false;
        while (word.find()) {
            String found = word.group();
            if (found.isBlank() || found.equals(",")) {
                if (open) {
                    words.add(current.toString());
                    current.setLength(0);
                    open = false;
                }
                if (found.equals(",") && !words.isEmpty()) {
                    servers.add(of(words));
                    words.clear();
                }
            } else {
                open = true;
                current.append(Words.unquoted(found));
            }
        }
        if (open) {
            words.add(current.toString());
        }
        if (!words.isEmpty()) {
            servers.add(of(words));
        }
        return servers;
    }

    private static McpServer of(List<String> words) {
        String first = words.getFirst().toLowerCase(Locale.ROOT);
        boolean isUrl = first.startsWith("http://") || first.startsWith("https://");
        if (!isUrl) {
            return new Local(words);
        }
        if (words.size() > 1) {
            throw new IllegalArgumentException(
                    "MCP servers stand between commas: an address has no arguments");
        }
        try {
            return new Remote(new URI(words.getFirst()));
        } catch (URISyntaxException e) { // its message quotes the text
            throw new IllegalArgumentException(
                    "an MCP server's address is not valid: " + e.getReason());
        }
    }

    /// The words of a command line.
    final class Words {
        private static final Pattern WORD =
                Pattern.compile("\"[^\"]*\"|'[^']*'|,|\\s+|[^\\s,\"']+|.", Pattern.DOTALL);

        private Words() {}

        private static String unquoted(String word) {
            boolean quoted =
                    word.length() > 1
                            && word.charAt(0) == word.charAt(word.length() - 1)
                            && "\"'".indexOf(word.charAt(0)) >= 0;
            return quoted ? word.substring(1, word.length() - 1) : word;
        }
    }
}
