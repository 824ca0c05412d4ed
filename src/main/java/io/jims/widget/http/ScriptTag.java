package io.jims.widget.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The script tag that loads the widget.
///
/// @param server its URL, without a trailing slash
/// @param attributes in addition to the server, by name, in order
/// @param pinned the loader of one version; null to load any version
public record ScriptTag(
        String server, Map<String, String> attributes, @Nullable PinnedLoader pinned) {
    private static final String LOADER = "jims-widget.js";

    public ScriptTag {
        attributes = new LinkedHashMap<>(attributes);
    }

    /// The tag in one line of HTML.
    public String html() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "src",
                server + StaticAssets.PATH + "/" + (pinned == null ? LOADER : pinned.name()));
        if (pinned != null) {
            all.put("integrity", pinned.integrity());
            all.put("crossorigin", "anonymous"); // browsers check no other content's integrity
        }
        all.put(TagAttribute.SERVER, server);
        all.putAll(attributes);
        return all.entrySet().stream()
                .map(each -> " %s=\"%s\"".formatted(each.getKey(), escaped(each.getValue())))
                .collect(Collectors.joining("", "<script", " async></script>"));
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;")
                .replace("\n", "&#10;");
    }
}
