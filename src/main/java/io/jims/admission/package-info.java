/// Who may ask, and how much: policies on plain values, without HTTP types or sockets. Used by
/// conversations and the widget's server; the settings come from the command line. Read [Admission]
/// first.
@NullMarked
package io.jims.admission;

import org.jspecify.annotations.NullMarked;
