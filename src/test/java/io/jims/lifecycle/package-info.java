@NullMarked
package io.jims.lifecycle;

import org.jspecify.annotations.NullMarked;
