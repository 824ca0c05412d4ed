/// The commands that take the server's flags: the server itself, and `doctor`, which checks them
/// before a start. Read [ServerAction] first.
@NullMarked
package io.jims.cli.serve;

import org.jspecify.annotations.NullMarked;
