/// The ports of the database.
@NullMarked
package io.jims.store;

import org.jspecify.annotations.NullMarked;
