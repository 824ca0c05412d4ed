@NullMarked
package io.jims.widget;

import org.jspecify.annotations.NullMarked;
