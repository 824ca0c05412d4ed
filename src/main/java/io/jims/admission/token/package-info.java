/// Who a visitor is: contact ids, signed tokens and the keys that check them. The widget's sessions
/// identify their visitors here; the `token` command signs. Read [Identification] first.
@NullMarked
package io.jims.admission.token;

import org.jspecify.annotations.NullMarked;
