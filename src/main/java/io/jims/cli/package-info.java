/// The command `jims-widget`: from arguments to exit code. Only `Main` comes in. The subcommands
/// are in rooms by what they work on, their flags in `io.jims.cli.option`. Read [Launcher] first.
@NullMarked
package io.jims.cli;

import org.jspecify.annotations.NullMarked;
