/// The server and the check before its start: the commands that take the server's flags. Read
/// [ServerAction] first.
@NullMarked
package io.jims.cli.serve;

import org.jspecify.annotations.NullMarked;
