package io.jims.app.assistant.tool;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server of the Model Context Protocol, as `--mcp` names it.
public sealed interface McpServer {
    /// One that listens, by streamable HTTP.
    ///
    /// @param url `http` or `https`, with a host
    record Remote(URI url) implements McpServer {
        public Remote {
            if (url.getHost() == null || url.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "an MCP server's address is http://host[:port]/path or https://…, without"
                                + " user and password");
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

    /// Reads addresses and commands that stand between commas; quotes, `"` or `'`, keep commas and
    /// spaces together.
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
