/// What every command has: its surroundings, `--help`, warnings of unknown variables. The commands
/// come in. Read [Action] first.
@NullMarked
package io.jims.cli.command;

import org.jspecify.annotations.NullMarked;
