/// The widget's words (ConversationLifecycle): a table in Grist or in the database, or a file, may
/// replace the built-in ones. They are refreshed while the server runs; a visitor never waits for a
/// source.
@NullMarked
package io.jims.lifecycle;

import org.jspecify.annotations.NullMarked;
