package io.jims.cli.value;

/// The value of a flag that is on or off. A separate type, because picocli accepts only `true` and
/// `false` for a boolean, and treats any other word as the next argument.
public record Switch(boolean isOn) {
    public static final String LABEL = "true|false";
    public static final String ON = "true";
    public static final String OFF = "false";
}
