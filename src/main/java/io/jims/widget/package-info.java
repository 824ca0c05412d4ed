/// The widget's server: what it is set to, and how its parts start and stop together. The
/// composition root (`io.jims.server`) comes in; the rooms below do not look up here. Read
/// [WidgetServer] first.
@NullMarked
package io.jims.widget;

import org.jspecify.annotations.NullMarked;
