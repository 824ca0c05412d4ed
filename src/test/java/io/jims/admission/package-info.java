@NullMarked
package io.jims.admission;

import org.jspecify.annotations.NullMarked;
