package io.jims.widget.socket;

/// A frame of the client, unmasked. The payload is the reader's own array and is not copied again.
///
/// @param last whether it ends its message
@SuppressWarnings("ArrayRecordComponent") // never compared, and on the path of every message
record Frame(OpCode opCode, boolean last, byte[] payload) {}
