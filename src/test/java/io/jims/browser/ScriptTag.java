package io.jims.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The tag that a site owner pastes.
///
/// @param source where the script is
/// @param attributes the others, in their order
record ScriptTag(String source, Map<String, String> attributes) {
    ScriptTag {
        attributes = new LinkedHashMap<>(attributes);
    }

    /// The tag of the documentation.
    static ScriptTag of(ChatServer server) {
        return of(server.origin());
    }

    static ScriptTag of(String server) {
        return new ScriptTag(server + "/static/jims-widget.js", Map.of("data-server", server));
    }

    /// The same tag with this attribute, too.
    ScriptTag with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.put(name, value);
        return new ScriptTag(source, all);
    }

    ScriptTag without(String name) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.remove(name);
        return new ScriptTag(source, all);
    }

    String html() {
        return attributes.entrySet().stream()
                .map(entry -> " " + entry.getKey() + "=\"" + escape(entry.getValue()) + "\"")
                .collect(
                        Collectors.joining(
                                "", "<script src=\"" + source + "\"", " async></script>"));
    }

    private static String escape(String value) {
        return value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
