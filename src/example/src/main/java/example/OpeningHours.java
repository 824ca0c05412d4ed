package example;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.time.LocalTime;

/// An app of one's own, outside the server's jar:
///
/// ```
/// mvn package
/// scripts/run --app-path src/example/target/classes --app example.OpeningHours:app
/// ```
///
/// `app` may be a field, or a method without parameters; public and static.
public final class OpeningHours implements Pipeline {
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(17, 30);

    public static JimsApp app() {
        return new JimsApp("opening-hours", new OpeningHours());
    }

    @Override
    public void run(ThreadContext context) {
        String question = context.lastUserMessage().orElse("").toLowerCase();
        if (question.contains("open") || question.contains("hours")) {
            context.sendMessage("We are open from **" + OPENS + "** to **" + CLOSES + "**.");
        } else {
            context.sendMessage("I know our opening hours only. Ask me when we are open!");
        }
    }
}
