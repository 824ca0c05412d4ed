package io.jims.server.doctor;

import io.jims.server.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs the checks for a start with these settings one by one, and prints a line for each: what was
/// found, and what to change. For one thread.
public final class Doctor {
    private final List<Check> checks = new ArrayList<>();

    /// @param page of the website with the script tag; null to check no page
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

    /// Runs all checks; continues after a failure.
    ///
    /// @param lines receives one line for each check, as soon as it is done
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
