/// What several tests need: servers to talk to, clients that may misbehave, stores that can fail.
@NullMarked
package io.jims.testing;

import org.jspecify.annotations.NullMarked;
