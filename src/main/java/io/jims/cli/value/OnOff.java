package io.jims.cli.value;

/// The value of a flag that is on by default. Unlike a [Switch], it always needs its value.
public enum OnOff {
    ON,
    OFF
}
