/// Copies a whole database into another one, of the same kind or the other. Used by `connect` only,
/// which opens both. Read [DatabaseCopy] first.
@NullMarked
package io.jims.store.copy;

import org.jspecify.annotations.NullMarked;
