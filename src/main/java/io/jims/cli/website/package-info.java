/// The commands for people who build the website: `snippet` prints the script tag, `token` a token
/// to try the server with. Read [SnippetCommand] first.
@NullMarked
package io.jims.cli.website;

import org.jspecify.annotations.NullMarked;
