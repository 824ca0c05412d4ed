/// The widget's server: its settings, and how its parts start and stop together. Started by the
/// composition root (`io.jims.server`); the packages below never use this one. Read [WidgetServer]
/// first.
@NullMarked
package io.jims.widget;

import org.jspecify.annotations.NullMarked;
