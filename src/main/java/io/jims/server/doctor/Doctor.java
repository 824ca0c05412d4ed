package io.jims.server.doctor;

import io.jims.server.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks what a start with these settings would need, one after the other, and says in a line each
/// what was found and what to change. For one thread.
public final class Doctor {
    private final List<Check> checks = new ArrayList<>();

    /// @param page of the website that has the script tag; null looks at no page
    public Doctor(Settings settings, @Nullable URI page) {
        checks.addAll(MachineChecks.of(settings.server().limits().sockets()));
        checks.addAll(PortChecks.of(settings));
        checks.addAll(DatabaseChecks.of(settings));
        checks.add(AppCheck.of(settings));
        checks.add(WordsCheck.of(settings.lifecycle()));
        if (page != null) {
            checks.addAll(PageChecks.of(settings.server().access(), page));
        }
    }

    /// Looks at everything; goes on where something fails.
    ///
    /// @param lines takes one a check, as soon as it is known
    /// @return whether a start would succeed
    public boolean examine(Consumer<String> lines) throws InterruptedException {
        boolean healthy = true;
        for (Check check : checks) {
            Finding finding = check.run();
            lines.accept(finding.line(check.name()));
            healthy &= !finding.isFailure();
        }
        return healthy;
    }
}
