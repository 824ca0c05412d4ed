/// Where a visitor comes from: addresses, proxies, origins. Whoever has a request hands over its
/// peer and header values; the command line parses settings. Read [TrustedProxies] and
/// [AllowedOrigins] first.
@NullMarked
package io.jims.admission.address;

import org.jspecify.annotations.NullMarked;
