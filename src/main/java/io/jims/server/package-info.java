/// The composition root: what runs, in which order it starts and stops, retention and signals. Only
/// the command line comes in, with [Settings] that it has read; nothing here reads a flag. Read
/// [Wiring] first.
@NullMarked
package io.jims.server;

import org.jspecify.annotations.NullMarked;
