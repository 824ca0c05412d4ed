package io.jims.cli.option.app;

import io.jims.cli.value.Given;
import io.jims.cli.value.ValueList;
import io.jims.conversation.guard.Masking;
import io.jims.server.GuardSettings;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags for guards, which check messages and answers before they are stored.
public final class GuardOptions {
    private static final String GUARD = "--guard";
    private static final String MASK = "--mask";

    @Option(
            names = GUARD,
            paramLabel = "<member>",
            description =
                    "A Java some.Class:member from the class path or --app-path that is a Guard, "
                            + "beside those that are registered there.")
    @Nullable String guard;

    @Option(
            names = MASK,
            paramLabel = "<list>",
            description =
                    "What is masked in messages and answers before they are stored: cards "
                            + "(card numbers), emails (e-mail addresses), or both: cards,emails.")
    @Nullable String mask;

    /// The settings of the guards.
    ///
    /// @throws SettingException if something is to be masked that cannot be
    public GuardSettings settings(Given given) {
        SettingValue masked = given.value(MASK, mask);
        Set<Masking.Kind> kinds = EnumSet.noneOf(Masking.Kind.class);
        for (String word : ValueList.split(masked.text()).list()) {
            kinds.add(
                    switch (word.toLowerCase(Locale.ROOT)) {
                        case "cards" -> Masking.Kind.CARDS;
                        case "emails" -> Masking.Kind.EMAILS;
                        default -> throw masked.refuse("cards, emails, or cards,emails");
                    });
        }
        return new GuardSettings(given.value(GUARD, guard), kinds);
    }
}
