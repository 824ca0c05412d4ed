package io.jims.widget.http;

import java.util.List;
import java.util.regex.Pattern;

/// An attribute of the script tag, from the list that the front end's build writes.
///
/// @param name in the tag: `data-title`
/// @param pattern that is found in every valid value
/// @param allowed the valid values in words; empty if any value is valid
public record TagAttribute(String name, Pattern pattern, String allowed) {
    /// The attribute that names the server.
    public static final String SERVER = "data-server";

    private static final String LIST = "attributes.txt";

    /// All attributes.
    ///
    /// @throws IllegalStateException if the jar was built without the front end
    public static List<TagAttribute> all() {
        return AssetFile.text(LIST).lines().map(TagAttribute::parse).toList();
    }

    private static TagAttribute parse(String line) {
        String[] fields = line.split("\t", -1);
        return new TagAttribute(fields[0], Pattern.compile(fields[1]), fields[2]);
    }

    /// Whether the value is valid; otherwise the widget uses the default, with a warning.
    public boolean takes(String value) {
        return pattern.matcher(value.strip()).find();
    }
}
