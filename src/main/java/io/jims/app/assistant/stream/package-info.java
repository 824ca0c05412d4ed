/// One streaming request to a provider, and the dialects of its events.
///
/// Used by the assistant only. Read [Exchange] first.
@NullMarked
package io.jims.app.assistant.stream;

import org.jspecify.annotations.NullMarked;
