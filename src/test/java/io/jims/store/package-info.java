@NullMarked
package io.jims.store;

import org.jspecify.annotations.NullMarked;
