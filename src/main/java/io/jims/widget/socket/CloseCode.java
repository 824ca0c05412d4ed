package io.jims.widget.socket;

/// Close codes that we send (RFC 6455, section 7.4.1).
public enum CloseCode {
    NORMAL(1000),
    GOING_AWAY(1001),
    PROTOCOL_ERROR(1002),
    UNSUPPORTED_DATA(1003),
    INVALID_TEXT(1007),
    POLICY_VIOLATION(1008),
    TOO_BIG(1009),
    INTERNAL_ERROR(1011);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// Whether a peer may send this code; those for local use and reserved ones may not be sent.
    static boolean isValidFromPeer(int number) {
        boolean reserved = number == 1004 || number == 1005 || number == 1006;
        return (number >= 1000 && number <= 1014 && !reserved)
                || (number >= 3000 && number <= 4999);
    }
}
