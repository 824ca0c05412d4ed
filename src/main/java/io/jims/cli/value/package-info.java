/// How the text of a flag becomes a value: converters, bounds, the environment and `.env`. Only the
/// command line and its option groups come in. Read [Converters] first.
@NullMarked
package io.jims.cli.value;

import org.jspecify.annotations.NullMarked;
