@NullMarked
package io.jims.widget.admission;

import org.jspecify.annotations.NullMarked;
