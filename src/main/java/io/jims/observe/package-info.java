/// The ports that report what happened.
@NullMarked
package io.jims.observe;

import org.jspecify.annotations.NullMarked;
