/// The commands for whoever writes the website's pages: the script tag, and a token to try the
/// server with. Read [SnippetCommand] first.
@NullMarked
package io.jims.cli.website;

import org.jspecify.annotations.NullMarked;
