package io.jims.cli.command;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The flags of every command.
final class StandardOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and ends.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Shows the version and ends.")
    boolean version;

    /// The version in the jar's manifest.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = StandardOptions.class.getPackage().getImplementationVersion();
            return new String[] {"jims-widget " + (version == null ? "development" : version)};
        }
    }
}
