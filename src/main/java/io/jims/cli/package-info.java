/// The command `jims-widget`: from arguments to exit code. Used by `Main` only. The subcommands are
/// in packages by what they work on, their flags in `io.jims.cli.option`. Read [Launcher] first.
@NullMarked
package io.jims.cli;

import org.jspecify.annotations.NullMarked;
