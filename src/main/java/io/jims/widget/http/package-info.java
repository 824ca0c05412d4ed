/// The public port over plain HTTP: its bounds, its routes, the front end's files. Assembled by
/// [io.jims.widget.WidgetServer]; the command `snippet` uses [ScriptTag]. Read [Routes] first, then
/// [PublicPort].
@NullMarked
package io.jims.widget.http;

import org.jspecify.annotations.NullMarked;
