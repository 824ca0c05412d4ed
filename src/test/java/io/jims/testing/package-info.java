/// What the tests of several packages use.
@NullMarked
package io.jims.testing;

import org.jspecify.annotations.NullMarked;
