/// Who may ask, and how much: policies on plain values, which know neither HTTP nor sockets.
/// Conversations and the widget's server ask them; settings come from the command line. Read
/// [Admission] first.
@NullMarked
package io.jims.admission;

import org.jspecify.annotations.NullMarked;
