/// Texts that nobody may see. Below `core`, which is all that every room may use, but beside it,
/// since no app needs it. Every room may come in. Read [Secret]: there is nothing else.
@NullMarked
package io.jims.core.secret;

import org.jspecify.annotations.NullMarked;
