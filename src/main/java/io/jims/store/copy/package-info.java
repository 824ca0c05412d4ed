/// Takes all that a database has over into another one, of the same kind or the other. Only
/// `connect` comes in, which opens both ends. Read [DatabaseCopy] first.
@NullMarked
package io.jims.store.copy;

import org.jspecify.annotations.NullMarked;
