/// What several tests need: a server to talk to, and clients that may misbehave.
@NullMarked
package io.jims.testing;

import org.jspecify.annotations.NullMarked;
