/// The entry point of the process: [Main], and nothing else. Read [Main], then
/// `io.jims.cli.Launcher`, which gets the arguments.
@NullMarked
package io.jims;

import org.jspecify.annotations.NullMarked;
