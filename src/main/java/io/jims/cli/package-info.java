/// The command `jims-widget` and its subcommands: from arguments to exit code. Only `Main` comes
/// in; options that several commands share are in `io.jims.cli.option`. Read [Launcher] first.
@NullMarked
package io.jims.cli;

import org.jspecify.annotations.NullMarked;
