/// The file `.env`, read by the rules of Docker Compose. Used by [io.jims.cli.value.Environment]
/// only. Read [Dotenv] first.
@NullMarked
package io.jims.cli.dotenv;

import org.jspecify.annotations.NullMarked;
