@NullMarked
package io.jims.operator.webhook;

import org.jspecify.annotations.NullMarked;
