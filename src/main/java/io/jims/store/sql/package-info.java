/// What both databases share.
@NullMarked
package io.jims.store.sql;

import org.jspecify.annotations.NullMarked;
