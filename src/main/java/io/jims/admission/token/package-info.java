/// Who a visitor is: contact ids, signed tokens and the keys that verify them. Used by the widget's
/// sessions, which identify visitors, and by the command `token`, which signs. Read
/// [Identification] first.
@NullMarked
package io.jims.admission.token;

import org.jspecify.annotations.NullMarked;
