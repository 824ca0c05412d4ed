package io.jims.widget.socket;

/// The type of a frame (RFC 6455, section 5.2).
enum OpCode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private final int number;

    OpCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isControl() {
        return number >= 0x8;
    }

    static OpCode of(int number) {
        for (OpCode opCode : values()) {
            if (opCode.number == number) {
                return opCode;
            }
        }
        throw new WebSocketException(CloseCode.PROTOCOL_ERROR, "unknown opcode " + number);
    }
}
