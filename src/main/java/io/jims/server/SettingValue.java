package io.jims.server;

/// A value from the operator, with its name for messages.
///
/// @param flag as it is written on the command line: `--db`
/// @param origin the environment variable that it came from; empty for the command line and the
///   default
public record SettingValue(String flag, String text, String origin) {
    /// The flag, with the variable that the value came from, if any.
    public String label() {
        return flag + (origin.isEmpty() ? "" : " (from " + origin + ")");
    }

    /// Prefixes a part's message with the label, unless it names the flag itself.
    public String explain(String reason) {
        String named = flag + ": ";
        return label()
                + ": "
                + (reason.startsWith(named) ? reason.substring(named.length()) : reason);
    }

    /// An exception that says what is allowed.
    public SettingException refuse(String allowed) {
        return new SettingException(label() + ": '" + text + "' is not allowed; give " + allowed);
    }
}
