@NullMarked
package io.jims.widget.protocol;

import org.jspecify.annotations.NullMarked;
