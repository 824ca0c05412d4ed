/// What a contact, an app or all may use up in a day.
@NullMarked
package io.jims.admission.budget;

import org.jspecify.annotations.NullMarked;
