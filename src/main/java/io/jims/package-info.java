/// Where the process begins: [Main], and nothing else. Nobody comes in but the JVM. Read [Main],
/// then `io.jims.cli.Launcher`, to which it hands the arguments.
@NullMarked
package io.jims;

import org.jspecify.annotations.NullMarked;
