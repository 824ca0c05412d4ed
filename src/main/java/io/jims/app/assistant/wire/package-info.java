/// What all providers have in common: endpoints, keys, errors and their messages.
///
/// Used by the assistant only. Read [ProviderJson] first.
@NullMarked
package io.jims.app.assistant.wire;

import org.jspecify.annotations.NullMarked;
