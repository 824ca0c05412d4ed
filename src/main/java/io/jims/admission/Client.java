package io.jims.admission;

import io.jims.admission.address.ClientAddress;

/// Who is at the other end of a connection.
///
/// @param proven whether a token says whose messages these are; else the client may claim to be
///   anyone
public record Client(ClientAddress address, boolean proven) {}
