package io.jims.cli.serve;

import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.server.Settings;
import io.jims.server.Wiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// Runs the server; the root of all subcommands.
@Command(
        name = UsageHelp.NAME,
        customSynopsis = UsageHelp.NAME + " [<command>] [<flag>]...",
        description = "A self-hosted chat widget: serves the script, the chat and its store.")
public final class ServeCommand extends ServerAction {
    private final Lifetime lifetime;

    /// @param lifetime decides how long the server runs
    public ServeCommand(CommandContext context, Lifetime lifetime) {
        super(context);
        this.lifetime = lifetime;
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        begin();
        useProxy();
        try (Wiring running = Wiring.start(settings, context().parts())) {
            lifetime.hold(running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }
}
