/// The flags: an option group a part, which yields that part's settings. Only the commands of
/// `io.jims.cli` come in. A flag's name, default, bounds and help stand on its field and nowhere
/// else: read [DatabaseOptions] first.
@NullMarked
package io.jims.cli.option;

import org.jspecify.annotations.NullMarked;
