package io.jims.cli.command;

import io.jims.cli.value.Environment;
import io.jims.server.Parts;
import java.io.PrintStream;
import java.util.function.Supplier;

/// What commands need of their process.
///
/// @param environment loaded on first use
public record CommandContext(
        Supplier<Environment> environment, PrintStream out, PrintStream err, Parts parts) {}
