/// How the text of a flag becomes a value: converters, bounds, the environment and `.env`. Used by
/// the commands and their option groups only. Read [Converters] first.
@NullMarked
package io.jims.cli.value;

import org.jspecify.annotations.NullMarked;
