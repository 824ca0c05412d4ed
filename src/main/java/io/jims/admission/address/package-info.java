/// Where a visitor comes from: addresses, proxies, origins. Callers pass the peer and the header
/// values of a request; the command line parses the settings. Read [TrustedProxies] and
/// [AllowedOrigins] first.
@NullMarked
package io.jims.admission.address;

import org.jspecify.annotations.NullMarked;
