@NullMarked
package io.jims.store.connect;

import org.jspecify.annotations.NullMarked;
