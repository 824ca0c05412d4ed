package io.jims.cli.value;

/// The value of a flag that is on unless it is turned off. Unlike a [Switch] it never stands alone.
public enum OnOff {
    ON,
    OFF
}
