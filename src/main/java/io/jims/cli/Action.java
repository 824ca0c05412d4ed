package io.jims.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the command does: the first argument names it, and where that is a flag or missing, the
/// server runs. The constant's name is that of the subcommand.
public enum Action {
    SERVE("A self-hosted chat widget: serves the script, the chat and its store."),
    EXPORT("Writes all conversations of a contact, as JSON objects, one a line."),
    ERASE("Deletes all conversations of a contact, and says how many."),
    TOKEN("Prints a token for a contact, signed with --auth-secret, to try the server with.");

    private final String description;

    Action(String description) {
        this.description = description;
    }

    /// The subcommand of this name.
    static Optional<Action> named(String name) {
        return subcommands().filter(action -> action.subcommand().equals(name)).findFirst();
    }

    /// All but [#SERVE], which has no name.
    static Stream<Action> subcommands() {
        return Stream.of(values()).filter(action -> action != SERVE);
    }

    /// The names of all subcommands, for messages.
    static String names() {
        return subcommands().map(Action::subcommand).collect(Collectors.joining(", "));
    }

    String subcommand() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    /// The flags that it takes.
    public List<Flag> flags() {
        return switch (this) {
            case SERVE ->
                    Stream.of(Flag.values())
                            .filter(flag -> flag.heading() != Flag.Heading.REQUEST)
                            .toList();
            case TOKEN ->
                    List.of(
                            Flag.CONTACT,
                            Flag.TTL,
                            Flag.AUTH_SECRET,
                            Flag.AUTH_SECRET_FILE,
                            Flag.AUTH_ISSUER,
                            Flag.AUTH_AUDIENCE);
            case EXPORT, ERASE ->
                    List.of(
                            Flag.CONTACT,
                            Flag.DRY_RUN,
                            Flag.DB,
                            Flag.DB_POOL,
                            Flag.DB_TIMEOUT,
                            Flag.DB_WAIT,
                            Flag.VERBOSE);
        };
    }
}
