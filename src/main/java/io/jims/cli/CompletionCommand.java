package io.jims.cli;

import io.jims.cli.command.Action;
import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// Prints a completion script for Bash and Zsh: `source <(jims-widget completion)`.
@Command(
        name = "completion",
        hidden = true,
        customSynopsis = UsageHelp.NAME + " completion",
        description = "Prints a script by which Bash and Zsh complete commands and flags.")
final class CompletionCommand extends Action {
    CompletionCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        context().out().print(AutoComplete.bash(UsageHelp.NAME, spec().root().commandLine()));
        return ExitCode.OK;
    }
}
