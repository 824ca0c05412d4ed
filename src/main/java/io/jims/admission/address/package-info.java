/// Where a visitor comes from: addresses, proxies and origins.
@NullMarked
package io.jims.admission.address;

import org.jspecify.annotations.NullMarked;
