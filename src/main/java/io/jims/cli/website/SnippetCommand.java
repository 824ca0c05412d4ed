package io.jims.cli.website;

import io.jims.cli.command.Action;
import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.cli.value.Given;
import io.jims.cli.value.Switch;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import io.jims.server.StartException;
import io.jims.widget.http.PinnedLoader;
import io.jims.widget.http.ScriptTag;
import io.jims.widget.http.TagAttribute;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes the tag that a website's pages need.
@Command(
        name = "snippet",
        customSynopsis = UsageHelp.NAME + " snippet [<flag>]...",
        description = "Prints the script tag that puts the chat of a server on a page.")
public final class SnippetCommand extends Action {
    private static final String SERVER = "--server";
    private static final String ATTRIBUTE = "--attribute";

    /// A host and perhaps a port, and no credentials.
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s:@\\[\\]]+)(:\\d{1,5})?");

    @Mixin(name = "Request")
    private final Request request = new Request();

    /// What the tag says.
    static final class Request {
        @Option(
                names = SERVER,
                paramLabel = "<url>",
                description =
                        "The http(s) address at which visitors reach the server, with its path"
                                + " prefix if it has one.")
        @Nullable String server;

        @Option(
                names = ATTRIBUTE,
                paramLabel = "<name=value>",
                description =
                        "An attribute of the tag, such as title=Help for data-title. Repeat the"
                                + " flag for more.")
        @Nullable List<String> attributes;

        @Option(
                names = "--integrity",
                paramLabel = Switch.LABEL,
                arity = "0..1",
                fallbackValue = Switch.ON,
                defaultValue = Switch.OFF,
                description =
                        "Pins the loader of this version: its hashed address, and the hash that"
                                + " browsers check. Print the tag anew after each upgrade.")
        Switch integrity;
    }

    public SnippetCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Given given = given();
        begin();
        String server = server(given.value(SERVER, request.server));
        try {
            SnippetAttributes attributes = new SnippetAttributes(TagAttribute.all());
            for (String text :
                    request.attributes == null ? List.<String>of() : request.attributes) {
                attributes.add(given.value(ATTRIBUTE, text));
            }
            PinnedLoader pinned = request.integrity.isOn() ? PinnedLoader.read() : null;
            context().out().println(new ScriptTag(server, attributes.values(), pinned).html());
            return ExitCode.OK;
        } catch (IllegalStateException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String server(SettingValue value) {
        String text = value.text().strip().replaceFirst("/+$", "");
        if (text.isEmpty()) {
            throw new SettingException(
                    value.label()
                            + " is missing; give the http(s) address at which visitors reach the"
                            + " server");
        }
        if (!isServer(text)) {
            throw value.refuse(
                    "the http(s) address of the server, without query, fragment and password");
        }
        return text;
    }

    private static boolean isServer(String text) {
        try {
            URI address = new URI(text);
            return String.valueOf(address.getScheme()).matches("(?i)https?")
                    && address.getAuthority() != null
                    && AUTHORITY.matcher(address.getAuthority()).matches()
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
