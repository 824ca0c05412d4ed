/// The app that shows what the widget can do, offline and for free.
@NullMarked
package io.jims.app.demo;

import org.jspecify.annotations.NullMarked;
