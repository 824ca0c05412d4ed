package io.jims.conversation.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is said to a visitor's command that the app does not know, in words that are kept outside
/// of it. Safe for all threads; must not block.
@FunctionalInterface
public interface CommandAnswers {
    /// Leaves every command to the app.
    CommandAnswers NONE = (command, language) -> Optional.empty();

    /// The answer in Markdown; empty leaves the command to the app's pipeline.
    ///
    /// @param command as [io.jims.core.UserCommand#name] gives it: `/start`
    /// @param language the visitor's, a BCP 47 tag; null where it is not known
    Optional<String> find(String command, @Nullable String language);
}
