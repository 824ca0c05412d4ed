/// The flags: one option group for each part of the server, which produces that part's settings.
/// Used by the commands only. A flag's name, default, bounds and help are declared on its field and
/// nowhere else. Read [DatabaseOptions] first.
@NullMarked
package io.jims.cli.option;

import org.jspecify.annotations.NullMarked;
