/// The log: its formats and levels, and what a line may contain. Set up by the command line;
/// everything else logs through [System.Logger]. Read [Logging] first.
@NullMarked
package io.jims.logging;

import org.jspecify.annotations.NullMarked;
