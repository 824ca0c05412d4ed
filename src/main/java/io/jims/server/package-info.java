/// The composition root: what runs, in which order it starts and stops, retention and signals. Used
/// by the command line only, with [Settings] that it has read; nothing here reads a flag. Read
/// [Wiring] first.
@NullMarked
package io.jims.server;

import org.jspecify.annotations.NullMarked;
