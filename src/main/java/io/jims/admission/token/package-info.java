/// Who a visitor is: signed tokens and the keys that check them.
@NullMarked
package io.jims.admission.token;

import org.jspecify.annotations.NullMarked;
