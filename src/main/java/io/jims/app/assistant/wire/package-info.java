/// What every provider speaks alike: addresses, keys, troubles and quotes of what they said.
///
/// Used by the assistant alone. Read [Wire] first.
@NullMarked
package io.jims.app.assistant.wire;

import org.jspecify.annotations.NullMarked;
