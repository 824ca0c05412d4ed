package io.jims.widget.http;

import java.util.List;
import java.util.regex.Pattern;

/// What the script tag may say, as the loader itself knows it: the front end's build lists it.
///
/// @param name as in the tag: `data-title`
/// @param pattern found in every value that the widget takes
/// @param allowed the same in words; empty where any value is allowed
public record TagAttribute(String name, Pattern pattern, String allowed) {
    /// The attribute that names the server.
    public static final String SERVER = "data-server";

    private static final String LIST = "attributes.txt";

    /// All of them.
    ///
    /// @throws IllegalStateException if the jar was built without the front end
    public static List<TagAttribute> all() {
        return AssetFile.text(LIST).lines().map(TagAttribute::parse).toList();
    }

    private static TagAttribute parse(String line) {
        String[] fields = line.split("\t", -1);
        return new TagAttribute(fields[0], Pattern.compile(fields[1]), fields[2]);
    }

    /// Whether the widget takes the value; else it would take the default, with a warning.
    public boolean takes(String value) {
        return pattern.matcher(value.strip()).find();
    }
}
