@NullMarked
package io.jims.core;

import org.jspecify.annotations.NullMarked;
