/// How often someone may ask.
@NullMarked
package io.jims.admission.rate;

import org.jspecify.annotations.NullMarked;
