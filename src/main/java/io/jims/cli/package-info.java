/// The command line.
@NullMarked
package io.jims.cli;

import org.jspecify.annotations.NullMarked;
