package io.jims.server;

/// A value that the operator gave, with what it is called in messages.
///
/// @param flag as it is written on the command line: `--db`
/// @param origin the environment variable that it came from; empty for the command line and the
///   default
public record SettingValue(String flag, String text, String origin) {
    /// The flag, and where its value came from if not from there.
    public String label() {
        return flag + (origin.isEmpty() ? "" : " (from " + origin + ")");
    }

    /// What a part says of the value, behind the label, whether or not it names the flag itself.
    public String explain(String reason) {
        String named = flag + ": ";
        return label()
                + ": "
                + (reason.startsWith(named) ? reason.substring(named.length()) : reason);
    }

    /// Says what is allowed in place of the value.
    public SettingException refuse(String allowed) {
        return new SettingException(label() + ": '" + text + "' is not allowed; give " + allowed);
    }
}
