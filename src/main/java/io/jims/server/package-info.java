/// The composition root: settings, start and stop.
@NullMarked
package io.jims.server;

import org.jspecify.annotations.NullMarked;
