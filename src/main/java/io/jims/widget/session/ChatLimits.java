package io.jims.widget.session;

/// The bounds of one socket's chat.
///
/// @param messageCharacters longest message of a visitor, in Unicode characters
/// @param waitingMessages messages that may wait while another is answered
/// @param feedback whether answers may be rated
public record ChatLimits(int messageCharacters, int waitingMessages, boolean feedback) {}
