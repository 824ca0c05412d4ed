/// The file `.env`, read by the rules of Docker Compose. Only [io.jims.cli.value.Environment] comes
/// in. Read [Dotenv] first.
@NullMarked
package io.jims.cli.dotenv;

import org.jspecify.annotations.NullMarked;
