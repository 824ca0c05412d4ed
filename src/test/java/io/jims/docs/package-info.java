/// The documentation says what is true: its commands, snippets, queries, tables and links.
@NullMarked
package io.jims.docs;

import org.jspecify.annotations.NullMarked;
