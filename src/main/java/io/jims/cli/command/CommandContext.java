package io.jims.cli.command;

import io.jims.cli.value.Environment;
import io.jims.server.Parts;
import java.io.PrintStream;
import java.util.function.Supplier;

/// What commands work with.
///
/// @param environment read once it is asked for
public record CommandContext(
        Supplier<Environment> environment, PrintStream out, PrintStream err, Parts parts) {}
