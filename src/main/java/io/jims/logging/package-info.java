/// The log: its formats and levels, and what may be in a line. The command line sets it up; all
/// others log by [System.Logger] and never come in. Read [Logging] first.
@NullMarked
package io.jims.logging;

import org.jspecify.annotations.NullMarked;
