/// The widget's words (ConversationLifecycle): what a table in Grist or in the database, or a file,
/// says in place of the built-in words. Refreshed while the server runs; a visitor never waits for
/// a source.
@NullMarked
package io.jims.lifecycle;

import org.jspecify.annotations.NullMarked;
