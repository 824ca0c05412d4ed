/// What all commands share: their context, `--help`, warnings about unknown variables. Used by the
/// commands only. Read [Action] first.
@NullMarked
package io.jims.cli.command;

import org.jspecify.annotations.NullMarked;
