/// The public port over plain HTTP: its bounds, its routes, the front end's files.
/// [io.jims.widget.WidgetServer] puts it together; the command `snippet` takes [ScriptTag]. Read
/// [Routes] first, then [PublicPort].
@NullMarked
package io.jims.widget.http;

import org.jspecify.annotations.NullMarked;
