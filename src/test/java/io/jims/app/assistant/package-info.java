@NullMarked
package io.jims.app.assistant;

import org.jspecify.annotations.NullMarked;
