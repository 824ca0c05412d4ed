/// Frames in, frames out. Pure functions.
@NullMarked
package io.jims.widget.protocol;

import org.jspecify.annotations.NullMarked;
