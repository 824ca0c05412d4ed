/// This server beside the original of PyPI: the same in, the same out.
@NullMarked
package io.jims.dropin;

import org.jspecify.annotations.NullMarked;
