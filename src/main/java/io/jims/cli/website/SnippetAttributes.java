package io.jims.cli.website;

import io.jims.cli.command.Suggestion;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import io.jims.widget.http.TagAttribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The attributes of a tag as an operator writes them: `title=Help` or `data-title=Help`. For one
/// thread.
final class SnippetAttributes {
    private static final String PREFIX = "data-";

    private final Map<String, TagAttribute> known = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /// @param known those that the widget reads
    SnippetAttributes(List<TagAttribute> known) {
        known.forEach(attribute -> this.known.put(attribute.name(), attribute));
    }

    /// @throws SettingException if the widget would not take it
    void add(SettingValue given) {
        String[] parts = given.text().split("=", 2);
        TagAttribute attribute = attribute(parts[0].strip(), given);
        if (attribute.name().equals(TagAttribute.SERVER)) {
            throw new SettingException(given.label() + ": give the server as --server");
        }
        if (parts.length == 1) {
            throw new SettingException(
                    given.label() + ": '" + parts[0] + "' has no value; give name=value");
        }
        if (!attribute.takes(parts[1])) {
            throw new SettingValue(given.flag() + " " + attribute.name(), parts[1], given.origin())
                    .refuse(attribute.allowed());
        }
        if (values.putIfAbsent(attribute.name(), parts[1]) != null) {
            throw new SettingException(
                    given.label() + ": " + attribute.name() + " may be given only once");
        }
    }

    /// By their names, in the order in which they were given.
    Map<String, String> values() {
        return values;
    }

    private TagAttribute attribute(String name, SettingValue given) {
        String full = name.startsWith(PREFIX) ? name : PREFIX + name;
        TagAttribute attribute = known.get(full);
        if (attribute == null) {
            throw new SettingException(
                    given.label()
                            + ": '"
                            + name
                            + "' is no attribute of the widget; "
                            + likely(full));
        }
        return attribute;
    }

    private String likely(String name) {
        return Suggestion.of(name, known.keySet())
                .map("did you mean %s?"::formatted)
                .orElseGet(() -> "there are " + String.join(", ", known.keySet()));
    }
}
