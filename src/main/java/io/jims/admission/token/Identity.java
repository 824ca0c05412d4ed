package io.jims.admission.token;

import java.time.Instant;

/// Who a visitor is, by its token.
///
/// @param expires from when on that no longer counts, clock skew included
public record Identity(ContactId contact, Instant expires) {}
