/// One exchange with a provider, and the dialects of its stream.
///
/// Used by the assistant alone. Read [Exchange] first.
@NullMarked
package io.jims.app.assistant.stream;

import org.jspecify.annotations.NullMarked;
